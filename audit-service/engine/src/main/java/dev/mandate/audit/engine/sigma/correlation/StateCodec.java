package dev.mandate.audit.engine.sigma.correlation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mandate.audit.engine.sigma.correlation.CorrelationState.Incident;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stored form of states: what several rules know alike is written once. Its first byte is the version of the form. */
final class StateCodec {
    private static final int VERSION = 3;

    private StateCodec() {}

    /** What a state is, but for the logic under which it was made. */
    private record Content(long lastArrival, List<Observation> seen, List<Incident> told) {
        static Content of(CorrelationState state) {
            return new Content(state.lastArrival(), state.seen(), state.told());
        }

        /** Not of all that was seen, which is the very same list for most rules and would be gone through for each. */
        @Override
        public int hashCode() {
            return Long.hashCode(lastArrival) + 31 * (seen.size() + 31 * told.size());
        }
    }

    static byte[] write(Map<String, CorrelationState> states) {
        var alike = new LinkedHashMap<Content, List<Map.Entry<String, CorrelationState>>>();
        for (var state : states.entrySet())
            alike.computeIfAbsent(Content.of(state.getValue()), any -> new ArrayList<>())
                    .add(state);
        var bytes = new ByteArrayOutputStream(64 + 128 * states.size());
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeShort(alike.size());
            for (var same : alike.entrySet()) {
                write(same.getKey(), out);
                out.writeShort(same.getValue().size());
                for (var state : same.getValue()) {
                    write(state.getKey(), out);
                    write(state.getValue().logic(), out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Content content, DataOutputStream out) throws IOException {
        out.writeLong(content.lastArrival());
        out.writeShort(content.seen().size());
        for (var seen : content.seen()) {
            write(seen.id(), out);
            out.writeLong(seen.at());
            out.writeInt(seen.bits());
            out.writeByte(seen.values().size());
            for (var value : seen.values()) write(value, out);
        }
        out.writeByte(content.told().size());
        for (var incident : content.told()) {
            write(incident.id(), out);
            out.writeLong(incident.first());
            out.writeLong(incident.last());
        }
    }

    /**
     * As {@link DataOutputStream#writeUTF} does, which goes over each character three times; most texts are ASCII. Encoding makes a question
     * mark of any other character: so it is looked at what came of it.
     */
    private static void write(String text, DataOutputStream out) throws IOException {
        var ascii = text.length() <= 0xFFFF && text.indexOf('\0') < 0 ? text.getBytes(US_ASCII) : null;
        if (ascii == null || !text.equals(new String(ascii, US_ASCII))) {
            out.writeUTF(text);
            return;
        }
        out.writeShort(ascii.length);
        out.write(ascii);
    }

    static GroupStates read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) throw new IllegalArgumentException("not correlation states");
            var states = new LinkedHashMap<String, CorrelationState>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                var content = content(in);
                for (int same = in.readUnsignedShort(); same > 0; same--) {
                    var rule = in.readUTF();
                    states.put(
                            rule,
                            new CorrelationState(in.readUTF(), content.lastArrival(), content.seen(), content.told()));
                }
            }
            if (in.available() > 0) throw new IllegalArgumentException("more than correlation states");
            return new GroupStates(states);
        } catch (IOException e) {
            throw new IllegalArgumentException("not correlation states", e);
        }
    }

    private static Content content(DataInputStream in) throws IOException {
        var lastArrival = in.readLong();
        var seen = new ArrayList<Observation>();
        for (int left = in.readUnsignedShort(); left > 0; left--)
            seen.add(new Observation(in.readUTF(), in.readLong(), in.readInt(), texts(in)));
        var told = new ArrayList<Incident>();
        for (int left = in.readUnsignedByte(); left > 0; left--)
            told.add(new Incident(in.readUTF(), in.readLong(), in.readLong()));
        return new Content(lastArrival, List.copyOf(seen), List.copyOf(told));
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readUnsignedByte(); left > 0; left--) texts.add(in.readUTF());
        return texts;
    }
}
