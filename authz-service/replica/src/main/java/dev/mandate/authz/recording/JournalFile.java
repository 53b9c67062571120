package dev.mandate.authz.recording;

import static java.util.Objects.requireNonNull;

import dev.mandate.events.cloudevents.WireRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of records, and of which of them the broker has since: entries of a length (4 bytes), a CRC-32C (4) and a number (4) with either
 * a record or nothing, which strikes the record of that number. It is left to the operating system when it reaches the disk: what ends
 * this process alone loses none of it. An entry that was cut off by the end is the last. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {
    private static final int HEAD = 12;
    private static final byte[] STRUCK = {};

    private final Path path;
    private final FileChannel channel;
    private int numbers;
    private int open;

    /** A new one. */
    JournalFile(Path path) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** @return its number */
    int add(WireRecord record) throws IOException {
        var number = numbers++;
        write(number, bytes(record));
        open++;
        return number;
    }

    /** The last of them isn't: the file is emptied or deleted, for which a full disk has room. */
    void strike(int number) throws IOException {
        if (--open > 0) write(number, STRUCK);
    }

    boolean isDone() {
        return open == 0;
    }

    long size() throws IOException {
        return channel.size();
    }

    /** Begins anew. Only where it {@link #isDone()}. */
    void empty() throws IOException {
        channel.truncate(0);
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void write(int number, byte[] content) throws IOException {
        var entry = ByteBuffer.allocate(HEAD + content.length);
        entry.putInt(content.length).putInt(0).putInt(number).put(content);
        entry.putInt(4, checksum(entry.array())).flip();
        while (entry.hasRemaining()) channel.write(entry);
    }

    /** Those that weren't struck, in the order in which they were added. */
    static Collection<WireRecord> left(Path path) throws IOException {
        var left = new LinkedHashMap<Integer, WireRecord>();
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        while (bytes.remaining() >= HEAD) {
            var length = bytes.getInt(bytes.position());
            if (length < 0 || length > bytes.remaining() - HEAD) break;
            var entry = new byte[HEAD + length];
            bytes.get(entry);
            var read = ByteBuffer.wrap(entry);
            var sum = read.getInt(4);
            read.putInt(4, 0);
            if (checksum(entry) != sum) break;
            if (length == 0) left.remove(read.getInt(8));
            else left.put(read.getInt(8), record(entry));
        }
        return left.values();
    }

    private static int checksum(byte[] entry) {
        var sum = new CRC32C();
        sum.update(entry);
        return (int) sum.getValue();
    }

    private static byte[] bytes(WireRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            var headers = record.headers();
            out.writeShort(headers.size());
            for (var header : headers.entrySet()) {
                out.writeUTF(header.getKey());
                out.writeUTF(header.getValue());
            }
            for (var part : List.of(requireNonNull(record.key()), requireNonNull(record.value()))) {
                out.writeInt(part.length);
                out.write(part);
            }
        }
        return bytes.toByteArray();
    }

    private static WireRecord record(byte[] entry) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(entry, HEAD, entry.length - HEAD))) {
            var headers = new HashMap<String, String>();
            for (int left = in.readUnsignedShort(); left > 0; left--) headers.put(in.readUTF(), in.readUTF());
            return new WireRecord(part(in), headers, part(in));
        }
    }

    private static byte[] part(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
