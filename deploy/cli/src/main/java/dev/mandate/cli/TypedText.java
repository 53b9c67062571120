package dev.mandate.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How what was typed is read where the library would name a type of Java's, or a place where nobody stands. */
final class TypedText {
    private TypedText() {}

    static void readBy(CommandLine line) {
        line.registerConverter(Path.class, TypedText::path);
        line.registerConverter(int.class, whole(Integer::valueOf));
        line.registerConverter(Integer.class, whole(Integer::valueOf));
        line.registerConverter(long.class, whole(Long::valueOf));
        line.registerConverter(Long.class, whole(Long::valueOf));
    }

    /** From where it was typed, since the script goes to the checkout; {@code -} is the standard input. */
    static Path path(String text) {
        var from = System.getProperty("mandate.from", "");
        return text.equals("-") || from.isEmpty()
                ? Path.of(text)
                : Path.of(from).resolve(text);
    }

    private static <T> ITypeConverter<T> whole(ITypeConverter<T> number) {
        return text -> {
            try {
                return number.convert(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is no whole number, or too large");
            }
        };
    }
}
