package dev.mandate.provisioning;

import java.util.ArrayList;
import java.util.List;

/**
 * One database; for each service a schema, a role that owns it (migrations) and a role that only reads and writes rows
 * in it (run time). No role sees another service's schema.
 *
 * <p>Notification channels and advisory lock numbers belong to the whole database: services must not share them.
 */
public final class ServiceDatabase {
    public static final String NAME = "mandate";

    /** Each also names its schema and its run-time role. */
    public static final List<String> SERVICES = List.of("identity", "lifecycle", "audit", "authz");

    private ServiceDatabase() {}

    /** The role that owns the schema of a service. */
    public static String ownerOf(String service) {
        return service + "_owner";
    }

    /** Every role of every service. */
    public static List<String> roles() {
        var roles = new ArrayList<String>();
        for (var service : SERVICES) {
            roles.add(service);
            roles.add(ownerOf(service));
        }
        return roles;
    }
}
