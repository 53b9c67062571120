package dev.mandate.audit.engine.records;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.StreamsException;

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
