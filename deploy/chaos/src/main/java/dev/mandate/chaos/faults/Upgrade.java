package dev.mandate.chaos.faults;

import dev.mandate.chaos.agents.Newcomers;
import dev.mandate.chaos.installation.Fault;
import dev.mandate.chaos.installation.Installation;
import dev.mandate.chaos.installation.Replica;
import dev.mandate.chaos.installation.Versions;
import dev.mandate.cli.running.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From one version to another and back, as deploy/docs/upgrades.md tells operators: what is provisioned first, then one replica after the other,
 * each ready before the next one goes. Of each service the first one goes back once and forth again, as whoever sees something that he
 * doesn't like has it do.
 */
public final class Upgrade {
    /** Who reads a form before who writes it. */
    static final List<Service> ORDER =
            List.of(Service.AUTHZ, Service.GATEWAY, Service.AUDIT, Service.LIFECYCLE, Service.IDENTITY);

    private final Installation installation;
    private final Impact impact;
    private final Newcomers newcomers;
    private final Runnable beforeTheWayBack;

    /** @param beforeTheWayBack what an older version can't say of itself is asked while all are of the newer one */
    public Upgrade(Installation installation, Impact impact, Newcomers newcomers, Runnable beforeTheWayBack) {
        this.installation = installation;
        this.impact = impact;
        this.newcomers = newcomers;
        this.beforeTheWayBack = beforeTheWayBack;
    }

    public void play(Versions versions) throws InterruptedException {
        newcomers.come();
        installation.provisionBy(versions.now());
        for (var service : ORDER) {
            var replicas = installation.replicas(service);
            becomes(replicas.get(0), versions.now(), "upgraded");
            becomes(replicas.get(0), versions.before(), "back again");
            for (var replica : replicas) becomes(replica, versions.now(), "upgraded");
        }
        if (!versions.back()) return;
        beforeTheWayBack.run();
        var reverse = new ArrayList<>(ORDER);
        Collections.reverse(reverse);
        for (var service : reverse)
            for (var replica : installation.replicas(service)) becomes(replica, versions.before(), "back");
    }

    private void becomes(Replica replica, Path version, String done) throws InterruptedException {
        impact.of(List.of(replica), done, Duration.ZERO, true, () -> {
            replica.becomes(version);
            Fault.DRAINED.strike(List.of(replica), Duration.ZERO);
        });
        newcomers.come();
    }
}
