// npm install express
//
// Wrong: what every tutorial says. express.json() reads up to 100 kB, and passes over what is not announced as JSON.
// Upgates concludes: 413 to a mass change is a wrong answer; it comes again every 5 minutes and never fits.
// Right: express.json({ limit: '2mb' }), and 415 where request.is('json') is false.
import express from 'express';

const app = express();
app.use(express.json());
app.post('/webhooks', (request, response) => response.sendStatus(204));

app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => console.log('listening'));
