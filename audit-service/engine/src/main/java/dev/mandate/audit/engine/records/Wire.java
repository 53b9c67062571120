package dev.mandate.audit.engine.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.WireRecord;
import java.util.LinkedHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams' records and the contracts'. */
public final class Wire {
    /** Of all that the job writes, as CloudEvents name it. */
    public static final String SOURCE = "urn:mandate:audit";

    private static final int MAX_TRACEPARENT = 64;

    private Wire() {}

    public static WireRecord of(Record<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers())
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        return new WireRecord(record.key(), headers, record.value());
    }

    /** Of the trace that the record belongs to; null if it belongs to none, or says what is no trace. */
    public static @Nullable String traceparent(Record<?, ?> record) {
        var header = record.headers().lastHeader(CloudEventCodec.TRACEPARENT);
        return header == null || header.value() == null || header.value().length > MAX_TRACEPARENT
                ? null
                : CloudEventCodec.trace(new String(header.value(), UTF_8));
    }

    /** The record with no more of its headers than the trace: the others are its sender's, and have no bound. */
    public static <K, V> Record<K, V> withoutHeaders(Record<K, V> record) {
        var headers = new RecordHeaders();
        var trace = traceparent(record);
        if (trace != null) headers.add(CloudEventCodec.TRACEPARENT, trace.getBytes(UTF_8));
        return record.withHeaders(headers);
    }

    public static Headers headers(WireRecord record) {
        var headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
