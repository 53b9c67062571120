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
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Tells what files of this replica put in force, once for each change and after each start: nobody proposed it, nobody else looked at it, and
 * other replicas may have other files. While it can't be told, it waits to be.
 */
@ApplicationScoped
@IfBuildProperty(name = "mandate.database", stringValue = "true")
public class FileChanges {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final Repeated looks = new Repeated("file-changes", this::look);
    private final String replica;
    private final Recorder recorder;
    private volatile Supplier<Optional<ProposedChange>> inForce = Optional::empty;
    private String told = "";

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

    /** @param inForce what files say now of what counts here; empty while they say nothing that counts */
    public void watch(Supplier<Optional<ProposedChange>> inForce) {
        of(inForce);
        looks.begin(LOOK, LOOK);
    }

    void of(Supplier<Optional<ProposedChange>> inForce) {
        this.inForce = inForce;
    }

    void stop(@Observes ShutdownEvent event) {
        looks.close();
    }

    /** Tells what has changed since it told last. */
    boolean look() throws Throwable {
        var now = inForce.get();
        if (now.isEmpty() || now.get().digest().equals(told)) return false;
        recorder.record(new ProposalEvent.MadeByFiles(ProposalId.next(), now.get(), replica));
        told = now.get().digest();
        return false;
    }
}
