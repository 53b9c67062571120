package dev.mandate.cli.provisioning;

import dev.mandate.cli.running.MandateSystem;
import dev.mandate.embedded.BrokerAdmin;
import dev.mandate.provisioning.AccountStops;
import org.apache.kafka.clients.admin.Admin;

/** Stops who signs in to the broker by an account, and lets it go on: in the system of this checkout, or in a cluster that is named. */
public final class BrokerAccount {
    private final String name;
    private final ClusterOptions cluster;

    /** @param name of the account: {@code agent-platform}, or one more that has its rights */
    public BrokerAccount(String name, ClusterOptions cluster) {
        this.name = name;
        this.cluster = cluster;
    }

    /**
     * Each of its requests is refused from now on, of connections that are open too.
     *
     * @param before done once it is known whom this is about
     * @return what it came to, in words
     * @throws IllegalArgumentException if nobody of this name may do anything there
     */
    public String stop(MandateSystem system, Runnable before) {
        return at(system, admin -> AccountStops.stop(admin, told(before, admin)))
                ? "is stopped at the broker; `mandate resume` lets it go on"
                : "was stopped at the broker already";
    }

    /**
     * With the rights that it had, and by the same password: change that first if others know it.
     *
     * @param before done once it is known whom this is about
     */
    public String resume(MandateSystem system, Runnable before) {
        return at(system, admin -> AccountStops.resume(admin, told(before, admin)))
                ? "goes on at the broker, by the password that it had"
                : "wasn't stopped at the broker";
    }

    private interface Act {
        boolean at(Admin admin);
    }

    private boolean at(MandateSystem system, Act act) {
        if (cluster.given())
            try (var admin = cluster.connect()) {
                return act.at(admin);
            }
        try (var broker = BrokerAdmin.connect(system.ports().bootstrapServers(), system.credentials())) {
            return act.at(broker.client());
        }
    }

    private String told(Runnable before, Admin admin) {
        var principal = principal(admin);
        before.run();
        return principal;
    }

    /** A stop of a name that is written wrongly would stop nobody, and say that it did. */
    private String principal(Admin admin) {
        var wanted = cluster.principal(name);
        var known = AccountStops.principals(admin);
        if (!known.contains(wanted))
            throw new IllegalArgumentException(
                    "the broker gives no rights to " + wanted + "; it knows " + String.join(", ", known));
        return wanted;
    }
}
