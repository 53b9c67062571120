package dev.mandate.chaos.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;

/** What a broker is to the risk job beside a leader of partitions, of which each has its share: what is lost with it, others take over one after the other. */
final class Roles {
    private static final String JOB = "audit-risk";

    private Roles() {}

    /** Such as {@code leads the controllers, coordinates the risk job's group}; empty for none. */
    static String of(Admin admin, int broker) throws InterruptedException {
        var roles = new ArrayList<String>();
        try {
            if (admin.describeMetadataQuorum().quorumInfo().get().leaderId() == broker)
                roles.add("leads the controllers");
            var group = admin.describeConsumerGroups(List.of(JOB)).all().get().get(JOB);
            if (group != null && group.coordinator().id() == broker) roles.add("coordinates the risk job's group");
            var transactions = admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .filter(id -> id.startsWith(JOB))
                    .toList();
            var here = admin.describeTransactions(transactions).all().get().values().stream()
                    .filter(transaction -> transaction.coordinatorId() == broker)
                    .count();
            if (here > 0) roles.add("coordinates " + here + " of its " + transactions.size() + " transactions");
        } catch (ExecutionException e) {
            roles.add("roles not known: " + e.getMessage());
        }
        return String.join(", ", roles);
    }
}
