package dev.mandate.messaging.outputs;

import dev.mandate.messaging.inbox.Intake;
import dev.mandate.messaging.inbox.Received;
import dev.mandate.messaging.inbox.Refused;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Sends what an output refused to it again, once for each letter that somebody has taken up. Its inbox row, which says that it was sent, is
 * held while it is being sent, so that two who ask at once send it once.
 */
public final class OutputReplays {
    private OutputReplays() {}

    /** For each output, its own letters alone: whoever else reads the topic has what an output doesn't take. */
    public static List<Intake<?>> of(Outputs outputs) {
        return outputs.all().stream().<Intake<?>>map(OutputReplays::of).toList();
    }

    public static <E, M> Intake<E> of(OutputConsumer<E, M> output) {
        return new Intake<>(output.group(), output.source().family(), letters -> sent(output, letters));
    }

    /** By a thread that may wait, and then back to where the inbox works. */
    private static <E, M> Uni<Void> sent(OutputConsumer<E, M> output, List<Received<E>> letters) {
        var context = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .<Void>item(() -> {
                    letters.forEach(letter -> send(output, letter));
                    return null;
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private static <E, M> void send(OutputConsumer<E, M> output, Received<E> letter) {
        try {
            output.sendAgain(letter.envelope(), letter.value());
        } catch (OutputRefused e) {
            throw new Refused(output.name() + " refused it: " + e.getMessage());
        } catch (IOException e) {
            throw new Refused(output.name() + " is away: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(output.name() + " was interrupted");
        }
    }
}
