package dev.mandate.identity.credentials;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import io.quarkus.qute.TemplateData;

/**
 * A text that a camera reads, as what a page draws itself: nothing is loaded for it, and nobody else is told the text.
 *
 * @param size of the square, in its smallest squares, with the four light ones at each side that readers need
 * @param path of what is dark, as SVG has it
 * @see <a href="https://www.iso.org/standard/83389.html">ISO/IEC 18004, QR code</a>
 */
@TemplateData
public record QrCode(int size, String path) {
    private static final int QUIET = 4;

    static QrCode of(String text) {
        try {
            var matrix = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            return new QrCode(matrix.getWidth() + 2 * QUIET, path(matrix));
        } catch (WriterException e) {
            throw new IllegalArgumentException("too long for a QR code", e);
        }
    }

    /** One rectangle for each run of dark squares. */
    private static String path(ByteMatrix matrix) {
        var path = new StringBuilder();
        for (var y = 0; y < matrix.getHeight(); y++)
            for (var x = 0; x < matrix.getWidth(); x++) {
                var from = x;
                while (x < matrix.getWidth() && matrix.get(x, y) == 1) x++;
                if (x == from) continue;
                path.append('M').append(from + QUIET).append(' ').append(y + QUIET);
                path.append('h')
                        .append(x - from)
                        .append("v1h-")
                        .append(x - from)
                        .append('z');
            }
        return path.toString();
    }
}
