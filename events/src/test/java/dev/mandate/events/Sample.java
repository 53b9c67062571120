package dev.mandate.events;

import dev.mandate.events.cloudevents.CloudEventCodec;
import dev.mandate.events.cloudevents.Envelope;
import dev.mandate.events.cloudevents.EventFamily;
import dev.mandate.events.cloudevents.EventJson;
import dev.mandate.events.cloudevents.Unreadable;
import dev.mandate.events.cloudevents.WireRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One event of one type, and what it looks like on the wire. */
public record Sample<E>(EventFamily<E> family, E event) {
    public static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public String type() {
        return family.typeOf(event);
    }

    public Envelope<E> envelope() {
        return new Envelope<>("urn:mandate:test", "01k9p0", Instant.parse("2026-11-02T08:00:00.125Z"), event, TRACE);
    }

    public WireRecord binary() {
        return CloudEventCodec.encode(family, envelope());
    }

    public WireRecord structured() {
        var envelope = envelope();
        var json = new LinkedHashMap<String, Object>();
        json.put("specversion", "1.0");
        json.put("id", envelope.id());
        json.put("source", envelope.source());
        json.put("type", type());
        json.put("time", envelope.time());
        json.put("traceparent", TRACE);
        json.put("datacontenttype", "application/json");
        json.put("data", event);
        var headers = Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
        return new WireRecord(binary().key(), headers, bytes(json));
    }

    public WireRecord withValue(byte[] value) {
        return new WireRecord(binary().key(), binary().headers(), value);
    }

    public WireRecord withHeader(String name, String value) {
        var headers = new LinkedHashMap<>(binary().headers());
        headers.put(name, value);
        return new WireRecord(binary().key(), headers, binary().value());
    }

    public WireRecord withoutHeader(String name) {
        var headers = new LinkedHashMap<>(binary().headers());
        headers.remove(name);
        return new WireRecord(binary().key(), headers, binary().value());
    }

    public WireRecord withJson(UnaryOperator<String> change) {
        var text = new String(bytes(event), StandardCharsets.UTF_8);
        return withValue(change.apply(text).getBytes(StandardCharsets.UTF_8));
    }

    public Envelope<E> read(WireRecord record) throws Unreadable {
        return CloudEventCodec.decode(family, record);
    }

    static byte[] bytes(Object value) {
        try {
            return EventJson.mapper().writeValueAsBytes(value);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public String toString() {
        return type();
    }
}
