package dev.mandate.audit.engine.sigma.reading;

import dev.mandate.audit.engine.sigma.correlation.types.EventFields;
import dev.mandate.audit.engine.sigma.correlation.types.EventTest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A part of the dates in a field, in UTC, as {@code field|hour|gte: 20} asks for it. */
enum DatePart {
    MINUTE(ChronoField.MINUTE_OF_HOUR),
    HOUR(ChronoField.HOUR_OF_DAY),
    DAY(ChronoField.DAY_OF_MONTH),
    WEEK(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
    MONTH(ChronoField.MONTH_OF_YEAR),
    YEAR(ChronoField.YEAR);

    private final TemporalField part;

    DatePart(TemporalField part) {
        this.part = part;
    }

    /** The test sees numbers in place of the field's dates; what is no date is left out. */
    EventTest of(String field, EventTest test) {
        return event -> test.test(new Seen(event, field, this));
    }

    private List<Object> parts(List<?> dates) {
        var parts = new ArrayList<Object>(dates.size());
        for (var date : dates) {
            try {
                parts.add(OffsetDateTime.parse(String.valueOf(date))
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .get(part));
            } catch (DateTimeException e) {
                continue; // another value of the field may be one
            }
        }
        return parts;
    }

    private record Seen(EventFields event, String field, DatePart part) implements EventFields {
        @Override
        public String id() {
            return event.id();
        }

        @Override
        public Instant at() {
            return event.at();
        }

        @Override
        public List<?> values(String name) {
            var values = event.values(name);
            return name.equals(field) ? part.parts(values) : values;
        }

        @Override
        public Collection<? extends List<?>> everything() {
            return event.everything();
        }
    }
}
