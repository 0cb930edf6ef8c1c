#!/bin/sh
# Test, image, rollout, verdict: one release, from its files to its users. Stops at the first that refuses.
#
#   examples/pipeline/pipeline.sh [scenario files] [-t title]
#
# The last line says "accepted ami-..." or "refused at <step>: <why>"; the exit code is 0 or 1. All else goes to standard error.
# It works against AWS, or against "canarybed serve" with the lines exported that it prints. Settings:
#   CANARYBED        how canarybed is started             (npx canarybed)
#   IMAGE_COMMAND    prints the id of a new image, alone  ($CANARYBED image build)
#   TERRAFORM_FILES  folder of the Terraform files, with a variable "ami" and an output "group"  (examples/terraform)
#   PAGE_URL         a page as users ask for it, such as https://shop.example.com/  (/ of the balancer's own name, by HTTP)
#   TF_VAR_...       any other variable of theirs
set -u

canarybed=${CANARYBED:-npx canarybed}
image_command=${IMAGE_COMMAND:-$canarybed image build}
files=${TERRAFORM_FILES:-examples/terraform}
here=$(dirname "$0")

step() { echo "== $1" >&2; }
refused() {
  echo "refused at $1: $2"
  exit 1
}

step test
# Unquoted, as below: a command and its arguments.
$canarybed run "$@" >&2 || refused test 'scenarios did not come out as expected'

step image
ami=$($image_command) || refused image 'none was made'
case $ami in
  ami-*[!0-9a-f]* | ami-) false ;;
  ami-*) ;;
  *) false ;;
esac || refused image "expected its id alone, found \"$ami\""

step rollout
# A failed apply leaves the old fleet in service: the new one takes over only after its health checks.
terraform -chdir="$files" init -input=false >&2 || refused rollout 'terraform init failed'
terraform -chdir="$files" apply -input=false -auto-approve -var "ami=$ami" >&2 || refused rollout "terraform apply of $ami failed"

step verdict
group=$(terraform -chdir="$files" output -raw group) || refused verdict 'Terraform tells no group'
why=$(node "$here/verdict.mjs" "$group" "$ami") || refused verdict "${why:-it could not be asked for}"

echo "accepted $ami"
