package dev.mandate.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    /** Of one square, so that a reader sees it as a camera would. */
    private static final int PIXELS = 6;

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

    @Test
    void what_is_drawn_is_read_by_a_camera_and_small() throws Exception {
        var link = "otpauth://totp/Mandate:ada.lovelace%40corp.example?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                + "&issuer=Mandate&algorithm=SHA1&digits=6&period=30";
        var code = QrCode.of(link);
        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(drawn(code))))
                        .getText())
                .isEqualTo(link);
        assertThat(code.path().length()).isLessThan(20_000);
    }

    private static RGBLuminanceSource drawn(QrCode code) {
        var side = code.size() * PIXELS;
        var pixels = new int[side * side];
        Arrays.fill(pixels, 0xffffff);
        var runs = RUN.matcher(code.path());
        while (runs.find()) {
            var from = Integer.parseInt(runs.group(1)) * PIXELS;
            var top = Integer.parseInt(runs.group(2)) * PIXELS;
            var wide = Integer.parseInt(runs.group(3)) * PIXELS;
            for (var y = top; y < top + PIXELS; y++) Arrays.fill(pixels, y * side + from, y * side + from + wide, 0);
        }
        return new RGBLuminanceSource(side, side, pixels);
    }
}
