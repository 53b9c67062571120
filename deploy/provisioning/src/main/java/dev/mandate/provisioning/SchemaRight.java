package dev.mandate.provisioning;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that holds in the database, or is brought about.
 *
 * @param act in words
 * @param holds a query that answers a row if it does already
 * @param statement that brings it about
 */
record SchemaRight(String act, String holds, String statement) {

    static List<SchemaRight> ofDatabase() {
        return List.of(
                        new SchemaRight(
                                "nobody connects without a right",
                                """
                        SELECT 1 FROM pg_database d WHERE datname = '{database}' AND datacl IS NOT NULL
                        AND NOT EXISTS (SELECT FROM aclexplode(d.datacl) WHERE grantee = 0)""",
                                "REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
                        new SchemaRight(
                                "nobody creates in the schema public", """
                        SELECT 1 FROM pg_namespace n WHERE nspname = 'public' AND nspacl IS NOT NULL
                        AND NOT EXISTS (SELECT FROM aclexplode(n.nspacl) WHERE grantee = 0)""", "REVOKE ALL ON SCHEMA public FROM PUBLIC"))
                .stream()
                .map(right -> right.with("", ""))
                .toList();
    }

    /** Of the schema of a service and its two roles. */
    static List<SchemaRight> of(String service) {
        var owner = ServiceDatabase.ownerOf(service);
        var rights = new ArrayList<SchemaRight>();
        rights.add(new SchemaRight(
                "who provisions may act for "
                        + owner, // a superuser may anyway, an administrator of a managed server not yet
                "SELECT 1 FROM pg_roles WHERE rolname = '{owner}' AND pg_has_role(current_user, oid, 'USAGE')",
                "GRANT {owner} TO CURRENT_USER"));
        rights.add(new SchemaRight(
                "create it, owned by " + owner,
                "SELECT 1 FROM pg_namespace n JOIN pg_roles r ON r.oid = n.nspowner"
                        + " WHERE nspname = '{service}' AND rolname = '{owner}'",
                "CREATE SCHEMA IF NOT EXISTS {service} AUTHORIZATION {owner}"));
        for (var role : List.of(service, owner)) {
            rights.add(new SchemaRight(
                    role + " may connect",
                    "SELECT 1 FROM pg_roles WHERE rolname = '" + role
                            + "' AND has_database_privilege(oid, '{database}', 'CONNECT')",
                    "GRANT CONNECT ON DATABASE {database} TO " + role));
            rights.add(new SchemaRight(
                    role + " finds its tables without the schema's name",
                    "SELECT 1 FROM pg_roles WHERE rolname = '" + role
                            + "' AND 'search_path={service}' = ANY (rolconfig)",
                    "ALTER ROLE " + role + " SET search_path = {service}"));
        }
        rights.add(new SchemaRight(
                service + " may use it",
                "SELECT 1 FROM pg_namespace n, aclexplode(n.nspacl) a, pg_roles r WHERE nspname = '{service}'"
                        + " AND a.grantee = r.oid AND r.rolname = '{service}' AND a.privilege_type = 'USAGE'",
                "GRANT USAGE ON SCHEMA {service} TO {service}"));
        rights.add(new SchemaRight(
                "nobody runs the functions of " + owner + " without a right",
                "SELECT 1 FROM pg_default_acl d JOIN pg_roles r ON r.oid = d.defaclrole WHERE rolname = '{owner}'"
                        + " AND defaclnamespace = 0 AND defaclobjtype = 'f'"
                        + " AND NOT EXISTS (SELECT FROM aclexplode(d.defaclacl) WHERE grantee = 0)",
                "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC"));
        rights.add(byDefault("rows of the tables", "SELECT, INSERT, UPDATE, DELETE ON TABLES", 'r', "DELETE"));
        rights.add(byDefault("the sequences", "USAGE ON SEQUENCES", 'S', "USAGE"));
        rights.add(byDefault("the functions", "EXECUTE ON FUNCTIONS", 'f', "EXECUTE"));
        return rights.stream().map(right -> right.with(service, owner)).toList();
    }

    /** What the owner will make, the service may use. */
    private static SchemaRight byDefault(String what, String rights, char kind, String last) {
        return new SchemaRight(
                "{service} may use " + what + " that {owner} makes",
                "SELECT 1 FROM pg_default_acl d JOIN pg_roles o ON o.oid = d.defaclrole"
                        + " JOIN pg_namespace n ON n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a"
                        + " JOIN pg_roles g ON g.oid = a.grantee WHERE o.rolname = '{owner}'"
                        + " AND n.nspname = '{service}' AND g.rolname = '{service}' AND d.defaclobjtype = '" + kind
                        + "' AND a.privilege_type = '" + last + "'",
                "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA {service} GRANT " + rights + " TO {service}");
    }

    private SchemaRight with(String service, String owner) {
        return new SchemaRight(
                filled(act, service, owner), filled(holds, service, owner), filled(statement, service, owner));
    }

    private static String filled(String text, String service, String owner) {
        return text.replace("{database}", ServiceDatabase.NAME)
                .replace("{service}", service)
                .replace("{owner}", owner);
    }
}
