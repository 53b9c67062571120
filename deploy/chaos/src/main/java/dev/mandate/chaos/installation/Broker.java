package dev.mandate.chaos.installation;

import dev.mandate.embedded.ChildJvm;
import dev.mandate.embedded.TlsCluster;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** One node of the cluster. */
public record Broker(TlsCluster cluster, Admin admin, int number) implements JvmVictim {
    public static final String KIND = "broker";

    @Override
    public String name() {
        return kind() + " " + number;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String standing() throws InterruptedException {
        var roles = Roles.of(admin, number);
        return roles.isEmpty() ? name() : name() + " (" + roles + ")";
    }

    @Override
    public ChildJvm process() {
        return cluster.node(number);
    }

    @Override
    public void restart() {
        cluster.restart(number);
    }

    /**
     * All are there, and each has all that was acknowledged: only then may the next one go. It listens once it has told the controllers that it
     * is another one; until then the one before may still count as there.
     */
    @Override
    public boolean isWell() {
        if (!cluster.listens(number)) return false;
        try {
            if (admin.describeCluster().nodes().get().size() < cluster.size()) return false;
            var names = admin.listTopics().names().get();
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.isr().size() == cluster.size());
        } catch (ExecutionException e) {
            return false; // no answer from a cluster that is about to be well
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
