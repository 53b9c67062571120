package dev.mandate.audit.outputs;

import dev.mandate.events.risk.FindingEvent;
import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Intakes;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.inbox.Refused;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Sends what an output refused to it again, once for each letter that somebody has taken up. Its inbox row, which says that it was sent, is
 * held while it is being sent, so that two who ask at once send it once.
 */
@ApplicationScoped
class OutputLetters implements Intakes {
    private final Outputs outputs;

    @Inject
    OutputLetters(Outputs outputs) {
        this.outputs = outputs;
    }

    @Override
    public List<Intake<?>> intakes() {
        return outputs.consumers().stream().<Intake<?>>map(OutputLetters::of).toList();
    }

    /** The trail and the findings have what an output doesn't take. */
    @Override
    public boolean takeOnlyTheirOwn() {
        return true;
    }

    static Intake<FindingEvent> of(OutputConsumer output) {
        return new Intake<>(output.group(), FindingEvent.FAMILY, letters -> sent(output, letters));
    }

    /** By a thread that may wait, and then back to where the inbox works. */
    private static Uni<Void> sent(OutputConsumer output, List<Received<FindingEvent>> letters) {
        var context = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .<Void>item(() -> {
                    letters.forEach(letter -> send(output, letter));
                    return null;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private static void send(OutputConsumer output, Received<FindingEvent> letter) {
        try {
            output.sendAgain(letter.envelope(), letter.value());
        } catch (FindingRefused e) {
            throw new Refused(output.name() + " refused it: " + e.getMessage());
        } catch (IOException e) {
            throw new Refused(output.name() + " is away: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(output.name() + " was interrupted");
        }
    }
}
