package dev.mandate.authz.engine.cedar;

/**
 * A value of the Cedar language. Equality is Cedar's {@code ==}: by content, and never an error between types.
 *
 * @see <a href="https://docs.cedarpolicy.com/policies/syntax-datatypes.html">Cedar data types</a>
 */
public sealed interface Value
        permits BoolValue,
                LongValue,
                StringValue,
                EntityUid,
                SetValue,
                RecordValue,
                DecimalValue,
                IpValue,
                DatetimeValue,
                DurationValue {

    /** The type as an author would write it; only for messages. */
    String typeName();
}
