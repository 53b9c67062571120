package dev.mandate.authz.engine.cedar;

/** Cedar's {@code Bool}. */
public record BoolValue(boolean value) implements Value {

    private static final BoolValue TRUE = new BoolValue(true);
    private static final BoolValue FALSE = new BoolValue(false);

    /** The shared instance, so that evaluation allocates none. */
    public static BoolValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String typeName() {
        return "bool";
    }
}
