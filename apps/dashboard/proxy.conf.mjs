/** The dashboard in development asks the API that `npm run dev` starts beside it. */
const target = `http://localhost:${process.env.API_PORT ?? 3000}`;

export default { '/api': { target }, '/health': { target } };
