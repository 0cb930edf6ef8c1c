# One group behind an Application Load Balancer, whose instances are replaced in place by an instance refresh. Terraform
# does not wait for it: the apply is green while the refresh still goes on, and also when it fails later.

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "ami" {
  description = "Image of the release to roll out."
  type        = string
}

variable "health_check" {
  description = "Times in seconds."
  type = object({
    interval = optional(number, 15)
    timeout  = optional(number, 5)
  })
  default = {}
}

variable "draining" {
  description = "Seconds that requests under way have to end when an instance leaves."
  type        = number
  default     = 60
}

variable "instance_warmup" {
  description = "Seconds from which on a new instance's health counts for the refresh."
  type        = number
  default     = 60
}

variable "health_check_grace_period" {
  description = "Seconds for which a new instance may fail its checks."
  type        = number
  default     = 300
}

variable "wait_for_capacity_timeout" {
  description = "How long the first instances may take to come into service."
  type        = string
  default     = "5m"
}

variable "certificate_arn" {
  description = "Certificate of the listener of HTTPS."
  type        = string
}

data "aws_vpc" "default" {
  default = true
}

data "aws_subnets" "default" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}

locals {
  subnets = slice(sort(data.aws_subnets.default.ids), 0, 2)
}

resource "aws_lb" "web" {
  name               = "web"
  load_balancer_type = "application"
  subnets            = local.subnets
}

resource "aws_lb_target_group" "web" {
  name                 = "web"
  port                 = 80
  protocol             = "HTTP"
  vpc_id               = data.aws_vpc.default.id
  deregistration_delay = var.draining

  health_check {
    path                = "/health"
    interval            = var.health_check.interval
    timeout             = var.health_check.timeout
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200"
  }
}

resource "aws_lb_listener" "web" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_launch_template" "web" {
  name_prefix   = "web-"
  image_id      = var.ami
  instance_type = "t3.micro"
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  vpc_zone_identifier = local.subnets
  target_group_arns   = [aws_lb_target_group.web.arn]
  min_size            = 2
  max_size            = 3
  desired_capacity    = 2

  health_check_type         = "ELB"
  health_check_grace_period = var.health_check_grace_period
  wait_for_elb_capacity     = 2
  wait_for_capacity_timeout = var.wait_for_capacity_timeout

  launch_template {
    id      = aws_launch_template.web.id
    version = aws_launch_template.web.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage = 50
      instance_warmup        = var.instance_warmup
      auto_rollback          = true
    }
  }

  # A target of a group that no listener uses is never in service.
  depends_on = [aws_lb_listener.web]
}
