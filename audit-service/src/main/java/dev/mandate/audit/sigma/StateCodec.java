package dev.mandate.audit.sigma;

import dev.mandate.audit.sigma.CorrelationState.Incident;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The stored form of a state; its first byte is the version of the form. */
final class StateCodec {
    private static final int VERSION = 2;

    private StateCodec() {}

    static byte[] write(CorrelationState state) {
        var bytes = new ByteArrayOutputStream(32 + 48 * state.size());
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(state.logic());
            out.writeLong(state.lastArrival());
            out.writeShort(state.seen().size());
            for (var seen : state.seen()) {
                out.writeUTF(seen.id());
                out.writeLong(seen.at());
                out.writeInt(seen.refs());
                out.writeByte(seen.values().size());
                for (var value : seen.values()) out.writeUTF(value);
            }
            out.writeByte(state.told().size());
            for (var incident : state.told()) {
                out.writeUTF(incident.id());
                out.writeLong(incident.first());
                out.writeLong(incident.last());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static CorrelationState read(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readUnsignedByte() != VERSION) throw new IllegalArgumentException("not a correlation state");
            var logic = in.readUTF();
            var lastArrival = in.readLong();
            var seen = new ArrayList<Observation>();
            for (int left = in.readUnsignedShort(); left > 0; left--)
                seen.add(new Observation(in.readUTF(), in.readLong(), in.readInt(), texts(in)));
            var told = new ArrayList<Incident>();
            for (int left = in.readUnsignedByte(); left > 0; left--)
                told.add(new Incident(in.readUTF(), in.readLong(), in.readLong()));
            if (in.available() > 0) throw new IllegalArgumentException("more than a correlation state");
            return new CorrelationState(logic, lastArrival, seen, told);
        } catch (IOException e) {
            throw new IllegalArgumentException("not a correlation state", e);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        var texts = new ArrayList<String>();
        for (int left = in.readUnsignedByte(); left > 0; left--) texts.add(in.readUTF());
        return texts;
    }
}
