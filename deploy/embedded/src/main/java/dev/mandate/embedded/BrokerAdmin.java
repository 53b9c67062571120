package dev.mandate.embedded;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** Brings the broker to what {@link TopicCatalogue} says: accounts, topics, rights. Every act is safe to repeat. */
public final class BrokerAdmin implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SCRAM_ITERATIONS = 4096; // the least that RFC 7677 allows; the passwords are random

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
        addMissingAccounts(credentials);
        new TopicProvisioner(admin).apply(TopicCatalogue.all());
        applyRights();
    }

    /** Gives the name this password, whether it had one or not. It has no rights yet. */
    public void addAccount(String name, String password) {
        await(admin.alterUserScramCredentials(List.of(upsertion(name, password)))
                .all());
        until(() -> canSignIn(name, password), name + " can sign in");
    }

    /** One more who plays a role: a second agent platform, say. Its consumer groups start with its own name. */
    public void addAccount(String name, String password, Account role) {
        addAccount(name, password);
        give(AccessRights.of(role, name, TopicCatalogue.all()));
    }

    /** The client underneath, for what has no method here. It may do anything. */
    public Admin client() {
        return admin;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }

    /** Accounts that a later version adds are not among those that were seeded when the directory was formatted. */
    private void addMissingAccounts(Credentials credentials) {
        var known = await(admin.describeUserScramCredentials().users());
        for (var name : accountNames()) {
            if (!known.contains(name)) addAccount(name, credentials.password(name));
        }
    }

    private static UserScramCredentialUpsertion upsertion(String name, String password) {
        return new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS), password);
    }

    /** Adds the rights that are missing and takes away those of our own accounts that the catalogue no longer gives. */
    private void applyRights() {
        Set<AclBinding> wanted = new HashSet<>();
        for (var account : Account.values()) {
            wanted.addAll(AccessRights.of(account, account.userName(), TopicCatalogue.all()));
        }
        var present = rights();
        var missing = wanted.stream().filter(right -> !present.contains(right)).toList();
        if (!missing.isEmpty()) give(missing);
        var ours = Arrays.stream(Account.values())
                .map(account -> "User:" + account.userName())
                .collect(Collectors.toSet());
        var stale = present.stream()
                .filter(right -> ours.contains(right.entry().principal()) && !wanted.contains(right))
                .map(AclBinding::toFilter)
                .toList();
        if (!stale.isEmpty()) await(admin.deleteAcls(stale).all());
    }

    private void give(Collection<AclBinding> wanted) {
        await(admin.createAcls(wanted).all());
        until(() -> rights().containsAll(wanted), "the rights are in force");
    }

    private Set<AclBinding> rights() {
        return Set.copyOf(await(admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    private boolean canSignIn(String name, String password) {
        try (var client = Admin.create(Sasl.client(bootstrapServers, name, password))) {
            await(client.describeCluster().clusterId());
            return true;
        } catch (SaslAuthenticationException e) {
            return false;
        }
    }

    /** The controller acknowledges a change before the broker acts by it: who goes on at once may still be refused. */
    static void until(BooleanSupplier condition, String what) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new KafkaException("waited in vain until " + what);
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted", e);
            }
        }
    }

    /** @throws KafkaException with the broker's own reason, or if it takes longer than a minute */
    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException reason) throw reason;
            throw new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("the broker did not answer within " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
