package dev.mandate.audit.risk;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.events.cloudevents.WireRecord;
import java.util.LinkedHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Between Kafka Streams' records and the contracts'. */
final class Wire {
    private Wire() {}

    static WireRecord of(Record<byte[], byte[]> record) {
        var headers = new LinkedHashMap<String, String>();
        for (var header : record.headers())
            headers.put(header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        return new WireRecord(record.key(), headers, record.value());
    }

    static Headers headers(WireRecord record) {
        var headers = new RecordHeaders();
        record.headers().forEach((name, value) -> headers.add(name, value.getBytes(UTF_8)));
        return headers;
    }
}
