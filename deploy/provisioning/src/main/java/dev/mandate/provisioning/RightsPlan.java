package dev.mandate.provisioning;

import static dev.mandate.provisioning.BrokerAnswer.await;
import static dev.mandate.provisioning.BrokerAnswer.until;

import dev.mandate.events.topics.Account;
import dev.mandate.events.topics.Topic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/**
 * The rights that are missing, and those of our own accounts that the catalogue no longer gives; nobody else's are looked at. An account that was stopped
 * stays so.
 */
final class RightsPlan {
    private RightsPlan() {}

    /** @param principals as the broker names each account when it signs in */
    static Plan of(Admin admin, Collection<Topic> topics, Function<Account, String> principals) {
        var present = rights(admin);
        var changes = new ArrayList<ResourceChange>();
        var notices = new ArrayList<Notice>();
        for (var account : Account.values()) {
            var principal = principals.apply(account);
            var wanted = AccessRights.of(account, account.userName(), principal, topics);
            var missing =
                    wanted.stream().filter(right -> !present.contains(right)).toList();
            var others = present.stream()
                    .filter(right -> right.entry().principal().equals(principal) && !wanted.contains(right))
                    .toList();
            var stale = others.stream()
                    .filter(right -> !AccountStops.isDenial(right))
                    .toList();
            if (!missing.isEmpty())
                changes.add(new ResourceChange(
                        "rights of " + account.userName(), "give " + told(missing), () -> give(admin, missing)));
            if (!stale.isEmpty())
                changes.add(new ResourceChange(
                        "rights of " + account.userName(), "take " + told(stale), () -> take(admin, stale)));
            if (stale.size() < others.size())
                notices.add(new Notice(
                        "account " + account.userName(),
                        "is stopped",
                        "`mandate resume account " + account.userName() + "` lets it go on"));
        }
        return new Plan(changes, notices);
    }

    static void give(Admin admin, Collection<AclBinding> wanted) {
        await(admin.createAcls(wanted).all());
        until(() -> rights(admin).containsAll(wanted), "the rights are in force");
    }

    static void take(Admin admin, Collection<AclBinding> stale) {
        await(admin.deleteAcls(stale.stream().map(AclBinding::toFilter).toList())
                .all());
        until(() -> Collections.disjoint(rights(admin), stale), "the rights are gone");
    }

    static Set<AclBinding> rights(Admin admin) {
        return Set.copyOf(await(admin.describeAcls(AclBindingFilter.ANY).values()));
    }

    /** As {@code read, describe on agent.actions.v1, hr.workers.v1}. */
    private static String told(Collection<AclBinding> rights) {
        var byOperations = rights.stream()
                .collect(Collectors.groupingBy(
                        right -> right.pattern().name(),
                        TreeMap::new,
                        Collectors.mapping(
                                right -> right.entry().operation().name().toLowerCase(Locale.ROOT),
                                Collectors.toCollection(TreeSet::new))));
        var named = new LinkedHashMap<String, Set<String>>();
        byOperations.forEach(
                (name, operations) -> named.computeIfAbsent(String.join(" and ", operations), its -> new TreeSet<>())
                        .add(name));
        return named.entrySet().stream()
                .map(its -> its.getKey() + " on " + String.join(", ", its.getValue()))
                .collect(Collectors.joining("; "));
    }
}
