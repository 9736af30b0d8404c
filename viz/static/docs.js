/* Starts Swagger UI on our own description; no validator badge, which would call an outside host. */
window.SwaggerUIBundle({ url: "/openapi.json", dom_id: "#swagger-ui", validatorUrl: null, deepLinking: true });
