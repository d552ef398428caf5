# Twelve mistakes, one for each recommendation of Open Telekom Cloud's "Recommendations for Using IAM". In the root of the repository:
#   npx iam-guardrails check examples/otc/terraform/violating

terraform {
  required_providers {
    opentelekomcloud = {
      source  = "opentelekomcloud/opentelekomcloud"
      version = "~> 1.36"
    }
  }
}

provider "opentelekomcloud" {
  auth_url    = "https://iam.eu-de.otc.t-systems.com/v3"
  domain_name = "OTC-EU-DE-00000000001000000001"
  tenant_name = "eu-de"
}

locals {
  domain = "2f5c8a1e9d7b4036a1c4e8f27d90b563"
}

# otc/no-account-access-keys: without a user, this is a key of whoever deploys.
resource "opentelekomcloud_identity_credential_v3" "second-key" {
  description = "deployments, second key"
  pgp_key     = "keybase:operations"
}

# otc/no-keys-in-code: whoever reads this file, or the metadata of the server, has the key. The server has no agency instead.
resource "opentelekomcloud_compute_instance_v2" "exporter" {
  name            = "invoice-exporter"
  image_name      = "Standard_Ubuntu_24.04_latest"
  flavor_id       = "s3.medium.1"
  security_groups = ["default"]
  user_data       = <<-EOT
    #!/bin/sh
    export OS_ACCESS_KEY=K7QX2NR9ZB4LT6MVWD3E
    export OS_SECRET_KEY=kT9vQ2mXw7LrB4nYz8HcJ1pFs6Dg3EaUo5Ri0WtV
    /usr/local/bin/export-invoices
  EOT

  network {
    uuid = "5b1d3f0a-2c4e-4f6a-8b7c-9d0e1f2a3b4c"
  }
}

# otc/individual-users: a team is no person.
resource "opentelekomcloud_identity_user_v3" "operations" {
  name        = "operations-team"
  access_type = "console"
  pwd_reset   = true

  login_protection {
    enabled             = true
    verification_method = "vmfa"
  }
}

# otc/access-type: nobody decided whether Bob signs in to the console, uses a key, or both.
resource "opentelekomcloud_identity_user_v3" "bob" {
  name      = "bob.miller"
  email     = "bob.miller@example.com"
  pwd_reset = true

  login_protection {
    enabled             = true
    verification_method = "vmfa"
  }
}

# otc/virtual-mfa: Alice signs in to the console with a password alone.
resource "opentelekomcloud_identity_user_v3" "alice" {
  name        = "alice.smith"
  email       = "alice.smith@example.com"
  access_type = "console"
  pwd_reset   = true
}

resource "opentelekomcloud_identity_group_v3" "finance" {
  name = "finance"
}

resource "opentelekomcloud_identity_group_membership_v3" "finance-users" {
  group = opentelekomcloud_identity_group_v3.finance.id
  users = [
    opentelekomcloud_identity_user_v3.alice.id,
    opentelekomcloud_identity_user_v3.bob.id,
    opentelekomcloud_identity_user_v3.operations.id,
  ]
}

# otc/least-privilege: whoever reads invoices may do everything.
resource "opentelekomcloud_identity_role_v3" "invoices" {
  display_name  = "invoices"
  display_layer = "domain"
  description   = "Reads invoices"

  statement {
    effect = "Allow"
    action = ["*:*:*"]
  }
}

resource "opentelekomcloud_identity_role_assignment_v3" "finance-invoices" {
  group_id  = opentelekomcloud_identity_group_v3.finance.id
  role_id   = opentelekomcloud_identity_role_v3.invoices.id
  domain_id = local.domain
}

# otc/rotate-credentials: one key, for ever. A second one, inactive, would be there to take its turn.
resource "opentelekomcloud_identity_user_v3" "deployment" {
  name        = "deployment"
  access_type = "programmatic"
}

resource "opentelekomcloud_identity_credential_v3" "first-key" {
  user_id     = opentelekomcloud_identity_user_v3.deployment.id
  description = "deployments, first key"
  pgp_key     = "keybase:operations"
}

# otc/password-policy
resource "opentelekomcloud_identity_password_policy_v3" "passwords" {
  minimum_password_length               = 6
  password_char_combination             = 2
  maximum_consecutive_identical_chars   = 0
  number_of_recent_passwords_disallowed = 0
  password_validity_period              = 90
  password_not_username_or_invert       = true
}

# otc/critical-operation-protection
resource "opentelekomcloud_identity_protection_policy_v3" "protection" {
  enable_operation_protection_policy = false
}

# otc/delete-unnecessary: who has left can sign in for ever.
resource "opentelekomcloud_identity_login_policy_v3" "login" {
  account_validity_period    = 0
  lockout_duration           = 15
  login_failed_times         = 5
  period_with_login_failures = 15
  session_timeout            = 60
}

# otc/agencies-for-ecs: the agency is there, and lends everything.
resource "opentelekomcloud_identity_agency_v3" "exporter-agency" {
  name                  = "invoice-exporter"
  delegated_domain_name = "op_svc_ecs"
  description           = "Exports invoices"

  project_role {
    all_projects = true
    roles        = ["Tenant Administrator"]
  }
}

# otc/cts
resource "opentelekomcloud_cts_tracker_v3" "traces" {
  bucket_name    = "traces"
  is_lts_enabled = true
  status         = "disabled"
}
