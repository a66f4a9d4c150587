// npm install @nestjs/common @nestjs/core @nestjs/platform-express reflect-metadata rxjs
//
// Wrong: what `nest new` gives. A POST answers 201, and bodies are read up to 100 kB.
// Upgates concludes: a wrong answer to everything. Each event comes again every 5 minutes, for ever.
// Right: @HttpCode(204) on the route, and app.useBodyParser('json', { limit: '2mb' }).
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class WebhooksController {
  take(call) {
    return { stored: call?.project_name };
  }
}

// In TypeScript these are decorators: @Controller('webhooks'), @Post() and @Body().
const method = [WebhooksController.prototype, 'take'];
Post()(...method, Object.getOwnPropertyDescriptor(...method));
Body()(...method, 0);
Controller('webhooks')(WebhooksController);

// oxlint-disable-next-line typescript/no-extraneous-class
class AppModule {}
Module({ controllers: [WebhooksController] })(AppModule);

const app = await NestFactory.create(AppModule, { logger: ['error'] });
await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
console.log('listening');
