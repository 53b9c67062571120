package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.WireRecord;
import java.util.LinkedHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Between Kafka Streams' records and the contracts'. */
final class Wire {
    private Wire() {}

    static WireRecord of(Record<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers())
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        return new WireRecord(record.key(), headers, record.value());
    }

    /** Of the trace that the record belongs to; null if it belongs to none. */
    static @Nullable String traceparent(Record<?, ?> record) {
        var header = record.headers().lastHeader(CloudEventCodec.TRACEPARENT);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }

    static Headers headers(WireRecord record) {
        var headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
