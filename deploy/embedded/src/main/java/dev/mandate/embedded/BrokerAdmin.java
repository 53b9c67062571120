package dev.mandate.embedded;

import static dev.mandate.provisioning.BrokerAnswer.PATIENCE;
import static dev.mandate.provisioning.BrokerAnswer.await;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import dev.mandate.provisioning.BrokerPlan;
import dev.mandate.provisioning.Copies;
import dev.mandate.provisioning.Plan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** Brings the broker to what {@link TopicCatalogue} says: accounts, topics, rights. Every act is safe to repeat. */
public final class BrokerAdmin implements AutoCloseable {
    private final String bootstrapServers;
    private final Admin admin;

    private BrokerAdmin(String bootstrapServers, Admin admin) {
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
    }

    /** Signs in as {@value Credentials#ADMIN}; the first call waits for the broker, up to a minute. */
    public static BrokerAdmin connect(String bootstrapServers, Credentials credentials) {
        var config = new HashMap<>(
                Sasl.client(bootstrapServers, Credentials.ADMIN, credentials.password(Credentials.ADMIN)));
        config.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 200);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new BrokerAdmin(bootstrapServers, Admin.create(config));
    }

    /** Every account that has a password at the broker. */
    static List<String> accountNames() {
        var names = new ArrayList<String>();
        names.add(Credentials.ADMIN);
        Arrays.stream(Account.values()).map(Account::userName).forEach(names::add);
        return names;
    }

    /** Waits until the broker answers. */
    public void awaitReady() {
        await(admin.describeCluster().nodes());
    }

    /** Everything the catalogue asks for: run at every start. */
    public void provision(Credentials credentials) {
        awaitReady();
        // Accounts that a later version adds are not among those that were seeded when the directory was formatted.
        apply(BrokerPlan.accounts(admin, accountNames(), credentials::password, (name, password) -> true));
        apply(BrokerPlan.topics(admin, Copies.ONE));
        apply(BrokerPlan.rights(admin, account -> "User:" + account.userName()));
    }

    private static void apply(Plan plan) {
        try {
            plan.apply();
        } catch (SQLException e) {
            throw new IllegalStateException("a broker is no database", e);
        }
    }

    /** Gives the name this password, whether it had one or not. It has no rights yet. */
    public void addAccount(String name, String password) {
        BrokerPlan.setAccount(admin, name, password, this::canSignIn);
    }

    /** One more who plays a role: a second agent platform, say. Its consumer groups start with its own name. */
    public void addAccount(String name, String password, Account role) {
        addAccount(name, password);
        BrokerPlan.giveRole(admin, name, role);
    }

    /** The client underneath, for what has no method here. It may do anything. */
    public Admin client() {
        return admin;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    private boolean canSignIn(String name, String password) {
        try (var client = Admin.create(Sasl.client(bootstrapServers, name, password))) {
            await(client.describeCluster().clusterId());
            return true;
        } catch (SaslAuthenticationException e) {
            return false;
        }
    }
}
