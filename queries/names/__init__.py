"""What a name in a parameter means: regions, policies, agencies, domains (and who to suggest).

All names come from the graph itself, read once a snapshot. A name that fits several things is
refused with its candidates; one that fits nothing is refused with the nearest names.
"""

from queries.names.agencies import AgencyName
from queries.names.book import DomainName, Names
from queries.names.policies import PolicyName
from queries.names.regions import RegionName

__all__ = ["AgencyName", "DomainName", "Names", "PolicyName", "RegionName"]
