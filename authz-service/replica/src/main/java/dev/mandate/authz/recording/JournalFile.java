package dev.mandate.authz.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A file of records, and of which of them the broker has since: entries of a length (4 bytes), a CRC-32C (4) and a number (4) with either
 * a record or nothing, which strikes the record of that number. The first, of a number that no record has, is the cluster that they are for. It is left to the operating system when it reaches the disk: what ends
 * this process alone loses none of it. An entry that was cut off by the end is the last. Not thread-safe.
 */
final class JournalFile implements AutoCloseable {
    private static final int HEAD = 12;
    private static final byte[] STRUCK = {};
    private static final int CLUSTER = -1;

    private final Path path;
    private final FileChannel channel;
    private final long beginning;
    private int numbers;
    private int open;

    /** A new one. */
    JournalFile(Path path, String cluster) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            write(CLUSTER, cluster.getBytes(UTF_8));
            this.beginning = channel.size();
        } catch (IOException e) {
            delete();
            throw e;
        }
    }

    /**
     * What is in a file.
     *
     * @param cluster that it is for; null where that can't be read
     * @param records those that weren't struck, in the order in which they were added
     * @param whole nothing of it can't be read but what was cut off by the end of whoever wrote it, which nobody waited for
     */
    record Content(@Nullable String cluster, List<WireRecord> records, boolean whole) {}

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
        channel.truncate(beginning);
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

    static Content read(Path path) throws IOException {
        var left = new LinkedHashMap<Integer, WireRecord>();
        var bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        String cluster = null;
        while (bytes.remaining() >= HEAD) {
            var length = bytes.getInt(bytes.position());
            if (length > bytes.remaining() - HEAD) break;
            var entry = new byte[HEAD + Math.max(0, length)];
            bytes.get(entry);
            var number = intact(entry);
            if (length < 0 || number == null || (number == CLUSTER) == (cluster != null))
                return new Content(cluster, List.copyOf(left.values()), false);
            if (number == CLUSTER) cluster = new String(entry, HEAD, length, UTF_8);
            else if (length == 0) left.remove(number);
            else left.put(number, record(entry));
        }
        return new Content(cluster, List.copyOf(left.values()), true);
    }

    /** Its number; null for one that isn't what was written. */
    private static @Nullable Integer intact(byte[] entry) {
        var read = ByteBuffer.wrap(entry);
        var sum = read.getInt(4);
        read.putInt(4, 0);
        return checksum(entry) == sum ? read.getInt(8) : null;
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
