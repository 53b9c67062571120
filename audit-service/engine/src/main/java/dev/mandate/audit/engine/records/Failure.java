package dev.mandate.audit.engine.records;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/** What went wrong with one record: that record, which is left alone then, or what every record needs. */
public final class Failure {
    private Failure() {}

    /** False for the broker, a store, or a task that moved: then the record is read again. */
    public static boolean ofRecord(Throwable failure) {
        var cause = cause(failure);
        return cause instanceof SerializationException
                || cause instanceof RecordTooLargeException
                || !(cause instanceof KafkaException) && !(cause instanceof VirtualMachineError)
                || cause instanceof StackOverflowError;
    }

    /**
     * What went wrong with the record, so that whoever has several to hand on goes on with the others; null where nothing did.
     *
     * @throws RuntimeException what every record needs
     */
    public static @Nullable Throwable of(Runnable step) {
        try {
            step.run();
            return null;
        } catch (RuntimeException | StackOverflowError e) {
            if (!ofRecord(e)) throw e;
            return e;
        }
    }

    public static String told(Throwable failure) {
        return cause(failure).toString();
    }

    /** Kafka Streams wraps what a processor throws once for each that called it. */
    private static Throwable cause(Throwable failure) {
        var cause = failure;
        while (cause instanceof StreamsException && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}
