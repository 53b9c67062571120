package dev.mandate.audit.engine.stored;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Of the moment at which it was asked for, so that what is found may be deleted on the way. */
final class Entries<K, V> implements KeyValueIterator<K, V> {
    private final List<KeyValue<K, V>> entries;
    private int read;

    Entries(Map<K, V> values) {
        entries = new ArrayList<>(values.size());
        values.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
    }

    @Override
    public boolean hasNext() {
        return read < entries.size();
    }

    @Override
    public KeyValue<K, V> next() {
        if (!hasNext()) throw new NoSuchElementException();
        return entries.get(read++);
    }

    @Override
    public K peekNextKey() {
        if (!hasNext()) throw new NoSuchElementException();
        return entries.get(read).key;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
