package dev.mandate.messaging.proposals;

import dev.mandate.events.administration.ProposalEvent;
import dev.mandate.events.administration.ProposedChange;
import dev.mandate.events.ids.ProposalId;
import dev.mandate.messaging.ThisMachine;
import dev.mandate.messaging.outbox.Outbox;
import dev.mandate.messaging.sweep.Repeated;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells what files and settings of this replica put in force, once for each change and after each start: nobody proposed it, nobody else
 * looked at it, and other replicas may have others. While it can't be told, it waits to be.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class FileChanges {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Repeated looks = new Repeated("file-changes", this::look);
    private final String replica;
    private final Recorder recorder;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    /** One thing that files or settings have a say in. */
    private static final class Watched {
        private final Supplier<Optional<ProposedChange>> inForce;
        private String told = "";

        Watched(Supplier<Optional<ProposedChange>> inForce) {
            this.inForce = inForce;
        }
    }

    /** Puts it on record. */
    interface Recorder {
        void record(ProposalEvent event) throws Throwable;
    }

    @Inject
    FileChanges(Outbox outbox, @ConfigProperty(name = "quarkus.http.port") int port) {
        this(
                ThisMachine.name().orElse("unknown") + ":" + port,
                event -> VertxContextSupport.subscribeAndAwait(
                        () -> Panache.withTransaction(() -> outbox.publish(ProposalEvent.FAMILY, event))));
    }

    FileChanges(String replica, Recorder recorder) {
        this.replica = replica;
        this.recorder = recorder;
    }

    /** @param inForce what files or settings say now of one thing that counts here; empty while they say nothing that counts */
    public void watch(Supplier<Optional<ProposedChange>> inForce) {
        add(inForce);
        if (begun.compareAndSet(false, true)) looks.begin(LOOK, LOOK);
    }

    void add(Supplier<Optional<ProposedChange>> inForce) {
        watched.add(new Watched(inForce));
    }

    void stop(@Observes ShutdownEvent event) {
        looks.close();
    }

    /** Tells what has changed since it told last. */
    boolean look() throws Throwable {
        for (var each : watched) {
            var now = each.inForce.get();
            if (now.isEmpty() || now.get().digest().equals(each.told)) continue;
            recorder.record(new ProposalEvent.MadeByFiles(ProposalId.next(), now.get(), replica));
            each.told = now.get().digest();
        }
        return false;
    }
}
