package dev.mandate.provisioning;

import static dev.mandate.provisioning.BrokerAnswer.await;
import static dev.mandate.provisioning.BrokerAnswer.until;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/** The accounts that sign in by SCRAM-SHA-512. */
final class AccountPlan {
    private static final int ITERATIONS = 4096; // the least that RFC 7677 allows; the passwords are random

    private AccountPlan() {}

    static Plan of(Admin admin, Collection<String> names, UnaryOperator<String> passwords, SignIn signIn) {
        var known = await(admin.describeUserScramCredentials().users());
        var changes = new ArrayList<ResourceChange>();
        for (var name : names) {
            var password = passwords.apply(name);
            if (!known.contains(name))
                changes.add(
                        new ResourceChange("account " + name, "create it", () -> set(admin, name, password, signIn)));
            else if (!signIn.succeeds(name, password))
                changes.add(new ResourceChange(
                        "account " + name,
                        "set its password to the one that is kept here",
                        () -> set(admin, name, password, signIn)));
        }
        return Plan.of(changes);
    }

    static void set(Admin admin, String name, String password, SignIn signIn) {
        var upsertion = new UserScramCredentialUpsertion(
                name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS), password);
        await(admin.alterUserScramCredentials(List.of(upsertion)).all());
        until(() -> signIn.succeeds(name, password), name + " can sign in");
    }
}
