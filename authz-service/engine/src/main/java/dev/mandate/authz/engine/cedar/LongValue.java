package dev.mandate.authz.engine.cedar;

/** Cedar's {@code Long}: 64 bits, and an error where arithmetic would leave them. */
public record LongValue(long value) implements Value {

    @Override
    public String typeName() {
        return "long";
    }
}
