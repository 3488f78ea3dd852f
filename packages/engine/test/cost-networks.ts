import { createCatalog } from '../src/catalog/create-catalog.ts';
import { addStandIns } from '../src/importers/stand-ins.ts';
import type { Network } from '../src/model/network.ts';
import { needsOf } from '../src/needs/needs.ts';
import { pricedCalls } from '../src/planning/priced-calls.ts';
import type { Charge } from '../src/pricing/bill.ts';
import { type CostAnswer, costOf } from '../src/pricing/cost.ts';
import { type BilledExtras, noExtras } from '../src/pricing/design.ts';
import { readUsage } from '../src/pricing/read-usage.ts';
import { checkNetwork, proveOne } from '../src/reachability/check.ts';
import { parseTarget } from '../src/reachability/target.ts';
import { catalogFiles, shippedPriceBook } from './price-books.ts';

const catalog = createCatalog(catalogFiles);
const book = shippedPriceBook();

export interface CostQuestion {
  readonly usage?: object;
  readonly hoursPerMonth?: number;
  readonly leaveOut?: readonly Charge[];
  readonly extras?: BilledExtras;
  /** Every workload calls the internet, too. */
  readonly internet?: true;
}

/** The bill of a network that was read, with the calls that the proof finds. */
export function costOfNetwork(read: Network, question: CostQuestion = {}): CostAnswer {
  const network = addStandIns(read);
  const { calls } = checkNetwork(network, catalog, {
    needs: (workload) =>
      needsOf(workload, catalog.workloadNeeds(workload.kind)).map(({ service, why, source }) => ({
        service,
        reason: { kind: 'needed', need: 'required', why, source },
      })),
    services: [],
  });
  const internet = question.internet ? parseTarget('internet', network, catalog) : undefined;
  const outside =
    internet?.ok === true
      ? [...network.workloads.values()].map((workload) =>
          proveOne(network, catalog, workload, internet.value),
        )
      : [];
  return costOf({
    network,
    calls: pricedCalls([...calls, ...outside], {
      endpointTypes: (service) => catalog.service(service, 'ap-northeast-1')?.service.types ?? [],
      workloadName: (id) => network.workloads.get(id)?.name,
    }),
    book,
    usage: readUsage(JSON.stringify(question.usage ?? {}), 'usage.json').value,
    settings: { hoursPerMonth: question.hoursPerMonth ?? 730, leaveOut: question.leaveOut ?? [] },
    extras: question.extras ?? noExtras,
  });
}

/** A Fargate service in two AZs that pulls from ECR and logs; `paths` are its NAT gateways or endpoints. */
export function fargateNetwork(paths: string): string {
  return `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index + 1)
  availability_zone = ["ap-northeast-1a", "ap-northeast-1c"][count.index]
}
resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, count.index + 11)
  availability_zone = ["ap-northeast-1a", "ap-northeast-1c"][count.index]
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 2
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table" "private" {
  count  = 2
  vpc_id = aws_vpc.main.id
}
resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private[count.index].id
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name  = "app"
    image = "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/app:1"
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-region = "ap-northeast-1", awslogs-group = "app", awslogs-stream-prefix = "app" }
    }
  }])
}
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = aws_ecs_task_definition.app.arn
  network_configuration {
    subnets         = aws_subnet.private[*].id
    security_groups = [aws_security_group.app.id]
  }
}
${paths}`;
}

/** A NAT gateway with its address in each of `count` public subnets, and the routes to it. */
export function natGateways(count: 1 | 2): string {
  return `
resource "aws_eip" "nat" {
  count  = ${count}
  domain = "vpc"
}
resource "aws_nat_gateway" "main" {
  count         = ${count}
  allocation_id = aws_eip.nat[count.index].id
  subnet_id     = aws_subnet.public[count.index].id
}
resource "aws_route" "nat" {
  count                  = 2
  route_table_id         = aws_route_table.private[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[${count === 1 ? '0' : 'count.index'}].id
}`;
}

/** Interface endpoints in the first `zones` private subnets, and the gateway endpoint of S3. */
export function endpoints(services: readonly string[], zones: 1 | 2 = 2): string {
  const interfaces = services.map(
    (service) => `
resource "aws_vpc_endpoint" "${service.replaceAll(/[.-]/g, '_')}" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.ap-northeast-1.${service}"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = slice(aws_subnet.private[*].id, 0, ${zones})
  security_group_ids  = [aws_security_group.app.id]
  private_dns_enabled = true
}`,
  );
  return `${interfaces.join('')}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.ap-northeast-1.s3"
  route_table_ids = aws_route_table.private[*].id
}`;
}
