import { Controller } from '@nestjs/common';
import { apiDescriptionRoutes } from '@shared-care/contracts/api-description/routes';
import { WRITE_TOKEN_COOKIE, WRITE_TOKEN_HEADER } from '@shared-care/contracts/routes';
import { Handle, type Asked } from './handle';
import { nonceOf } from './http';
import { openApi } from './openapi';

let printed: string | undefined;

/** What the API offers, printed from its routes, and a page to try it as the person who is signed in. */
@Controller()
export class ApiDescriptionController {
  @Handle(apiDescriptionRoutes.document)
  document(): string {
    return (printed ??= JSON.stringify(openApi()));
  }

  @Handle(apiDescriptionRoutes.page)
  page({ response }: Asked<typeof apiDescriptionRoutes.page>): string {
    const nonce = nonceOf(response);
    response.setHeader('Content-Security-Policy', policy(nonce));
    return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>API · Shared Care</title>
<link rel="stylesheet" href="/api-docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script nonce="${nonce}" src="/api-docs/swagger-ui-bundle.js"></script>
<script nonce="${nonce}">${START}</script>
</body>
</html>`;
  }
}

/** A write carries the token as one of the dashboard does. */
const START = `
SwaggerUIBundle({
  dom_id: '#api',
  url: '/api/openapi.json',
  docExpansion: 'none',
  filter: true,
  requestInterceptor: (request) => {
    const token = document.cookie.split('; ').find((it) => it.replace('__Host-', '').startsWith('${WRITE_TOKEN_COOKIE}='));
    if (token) request.headers['${WRITE_TOKEN_HEADER}'] = decodeURIComponent(token.slice(token.indexOf('=') + 1));
    return request;
  },
});`;

/** The library on this page sets styles of its own; scripts stay as narrow as on every page. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join(';');
}
