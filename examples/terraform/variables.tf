variable "ami" {
  description = "Image of the release to roll out."
  type        = string
}

variable "name" {
  description = "Name of the load balancer, and what those of launch configurations and groups begin with."
  type        = string
  default     = "web"
}

variable "region" {
  type    = string
  default = "us-east-1"
}

variable "availability_zones" {
  type    = list(string)
  default = ["us-east-1a", "us-east-1b"]
}

variable "instance_type" {
  type    = string
  default = "t3.micro"
}

variable "instances" {
  description = "Instances of a fleet."
  type        = number
  default     = 2
}

variable "health_check" {
  description = "Times in seconds."
  type = object({
    interval            = optional(number, 15)
    timeout             = optional(number, 5)
    healthy_threshold   = optional(number, 2)
    unhealthy_threshold = optional(number, 10)
  })
  default = {}
}

variable "draining" {
  description = "Seconds that requests under way have to end when an instance leaves."
  type        = number
  default     = 60
}

variable "wait_for_capacity_timeout" {
  description = "How long new instances may take to come into service."
  type        = string
  default     = "5m"
}

variable "certificate_arn" {
  description = "Certificate for a listener of HTTPS; none without it."
  type        = string
  default     = null
}
