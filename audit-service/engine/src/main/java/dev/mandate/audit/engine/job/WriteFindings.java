package dev.mandate.audit.engine.job;

import dev.mandate.audit.engine.incidents.FindingRecord;
import dev.mandate.audit.engine.records.Wire;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Writes what reading an action found out about a rule as the contract says. */
final class WriteFindings extends ContextualProcessor<byte[], ProcessingResult, byte[], byte[]> {
    @Override
    public void process(Record<byte[], ProcessingResult> record) {
        var finding = ((ProcessingResult.Failing) record.value()).finding();
        context().forward(FindingRecord.of(finding, Wire.traceparent(record), record.timestamp()));
    }
}
