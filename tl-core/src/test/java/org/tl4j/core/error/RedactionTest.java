package org.tl4j.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://me:s3cret@host/w",
                "HTTPS://me:s3cret@host/w",
                "http://s3cret@host",
                "http://:s3cret@host",
                "http://me:p%40s3cret@host:81/w",
                "http://me%3As3cret%40host/w",
                "http://me:s3cret@s3cret@host/w",
                "http://me:12/s3cret@host/w",
                "http://me:s3/cret@host/s3cret@w",
                "http://me:s3cret",
                "http://me:a?s3cret@host/w",
                "http://me:a'b|s3cret@host/w",
                "http://me:a<b>s3cret@host/w",
                "http://host/w?token=a'b<s3cret",
                "http://host/w?token=a\"s3cret",
                "http://me:a#s3cret@host/w",
                "http://me:s3cret@[::1]:8080/w",
                "http:/me:s3cret@host/w",
                "http:me:s3cret@host/w",
                "http:\\\\me:s3cret@host/w",
                "https%3A%2F%2Fme%3As3cret%40host%2Fw",
                "https%3A%2F%2Fme%3As3cret%2540host",
                "ftp://me:s3cret@host/w",
                "htp://me:s3cret@host/w",
                "http://host/w?token=s3cret",
                "http://host/w?a=b&X-Amz-Signature=s3cret#x",
                "http://host/w#access_token=s3cret",
                "http://host/w;session=s3cret",
                "http://host/w%3Ftoken=s3cret",
                "http://host:1/w?x=me@s3cret",
                "http://proxy/https://me:s3cret@host/w",
                "http://a/b,http://me:s3cret@host/w"
            })
    void hidesTheSecretOfAnAddressAloneAndWithinAText(String address) {
        assertThat(Redaction.address(address)).doesNotContain("s3cret");
        String text = "the file at " + address + "; look there (" + address + "), or \"" + address + "\".";
        assertThat(Redaction.text(text))
                .doesNotContain("s3cret")
                .startsWith("the file at ")
                .contains("look there");
        Problem problem = new Problem(address, "must be " + address, "not " + address, "try " + address);
        assertThat(problem.message() + problem).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"me:s3cret@host/w", "http://me:s3 cret@host", "http://me:a s3cret@host/w", "//me:s3cret@host"})
    void hidesTheSecretOfWhatIsMeantAsAnAddress(String address) {
        assertThat(Redaction.address(address)).doesNotContain("s3");
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:pw@host:81/a%20b.st?x=y#z, https://***@host:81/a%20b.st?***",
        "HTTP://host/w?x, HTTP://host/w?***",
        "http://me@[::1]/w, http://***@[::1]/w",
        "http://a:b/c, http://a:***/c"
    })
    void keepsWhereAnAddressLeads(String address, String shown) {
        assertThat(Redaction.address(address)).isEqualTo(shown);
        assertThat(Redaction.address(shown)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/models/pkg@1.2/net.safetensors",
                "http://127.0.0.1:8080/whole/my%20net.safetensors",
                "C:\\Users\\me@work\\a.jpg",
                "file:///home/me@work/a?b",
                "key: value; a@b.c",
                "must be a folder, a file: address or an http(s): address",
                "classifier.1.weight of [3, 3]"
            })
    void leavesWhatHidesNothing(String text) {
        assertThat(Redaction.text(text)).isEqualTo(text);
        assertThat(Redaction.text("see " + text + ", or not")).isEqualTo("see " + text + ", or not");
    }

    @Test
    void takesNoTimeForLongTexts() {
        String text = "a.".repeat(500_000) + "http:".repeat(100_000) + "http://u:s@".repeat(20_000);
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> Redaction.text(text));
    }
}
