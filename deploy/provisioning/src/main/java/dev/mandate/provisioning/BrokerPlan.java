package dev.mandate.provisioning;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.TopicCatalogue;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;

/** What {@link TopicCatalogue} asks of a cluster: accounts, topics, rights. */
public final class BrokerPlan {
    private BrokerPlan() {}

    /** The accounts of these names, by SCRAM-SHA-512; a cluster that knows its users from elsewhere needs none. */
    public static Plan accounts(Admin admin, Collection<String> names, UnaryOperator<String> passwords, SignIn signIn) {
        return AccountPlan.of(admin, names, passwords, signIn);
    }

    public static Plan topics(Admin admin, Copies copies) {
        return TopicPlan.of(admin, TopicCatalogue.all(), copies);
    }

    /** @param principals as the broker names each account when it signs in: {@code User:identity}, {@code User:CN=identity} */
    public static Plan rights(Admin admin, Function<Account, String> principals) {
        return RightsPlan.of(admin, TopicCatalogue.all(), principals);
    }

    /** One more account, or a new password for one; it is in force on return. */
    public static void setAccount(Admin admin, String name, String password, SignIn signIn) {
        AccountPlan.set(admin, name, password, signIn);
    }

    /** Whoever signs in by this name gets the rights of the role. They are in force on return. */
    public static void giveRole(Admin admin, String name, Account role) {
        RightsPlan.give(admin, AccessRights.of(role, name, TopicCatalogue.all()));
    }
}
