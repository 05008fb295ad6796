/** Shows the interactive description of the API; the interface comes from a package, the document from us. */
addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api");
  // @ts-ignore: defined by the package's script, which is loaded before this one.
  SwaggerUIBundle({
    domNode: place,
    url: place?.dataset.document,
    deepLinking: true,
    tryItOutEnabled: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null,
  });
});
