package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tl4j.application.documents.Rounding;

class FormatTest {
    @Test
    void numbersReadWell() {
        assertThat(Format.percent(0.7619)).isEqualTo("76.2 %");
        assertThat(Format.seconds(3.21)).isEqualTo("3.2 s");
        assertThat(Format.seconds(119.7)).isEqualTo("2 min 0 s");
        assertThat(Format.count(1, "class")).isEqualTo("1 class");
        assertThat(Format.count(2000, "class")).isEqualTo("2,000 classes");
        assertThat(Format.count(0, "image")).isEqualTo("0 images");
        assertThat(Format.bytes(1023)).isEqualTo("1023 B");
        assertThat(Format.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Format.bytes(4L << 30)).isEqualTo("4.0 GiB");
        assertThat(Format.magnitude(999)).isEqualTo("999");
        assertThat(Format.magnitude(272_474)).isEqualTo("272 k");
        assertThat(Format.magnitude(999_500)).isEqualTo("1.00 M");
        assertThat(Format.magnitude(11_689_512)).isEqualTo("11.7 M");
        assertThat(Format.magnitude(1_814_073_344)).isEqualTo("1.81 G");
        assertThat(Format.magnitude(99_960_000_000L)).isEqualTo("100 G");
        assertThat(Rounding.seconds(Duration.ofNanos(1_234_567_890))).isEqualTo(1.234);
        assertThat(Rounding.seconds(1.23456)).isEqualTo(1.235);
    }
}
