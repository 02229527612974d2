package org.tl4j.application.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Printable;
import org.tl4j.core.error.UsageException;

class JsonTest {
    @Test
    void absentValuesAreLeftOut() {
        assertThat(Json.text(ImagePrediction.failed("a.jpg", "no such file", DataKind.NOT_FOUND)))
                .isEqualTo("{\"image\":\"a.jpg\",\"error\":\"no such file\",\"kind\":\"NOT_FOUND\"}");
    }

    @Property
    void everyTextComesBackFromOneLineWithoutControls(@ForAll String text) throws JsonProcessingException {
        String json = Json.text(new SkippedDocument(text, ""));

        assertThat(json.codePoints()).noneMatch(Printable::mustBeEscaped);
        assertThat(new JsonMapper().readTree(json).get("image").asText()).isEqualTo(text);
    }

    @Test
    void failuresHaveTheirPartsAndKind() {
        ErrorDocument.Detail usage = ErrorDocument.of(new UsageException("seed", "must be a number", "x", ""))
                .error();
        ErrorDocument.Detail data = ErrorDocument.of(new DataException("a.jpg", "must be an image", "text", ""))
                .error();

        assertThat(usage.category()).isEqualTo("usage");
        assertThat(usage.kind()).isNull();
        assertThat(usage.message()).isEqualTo("seed must be a number, found x");
        assertThat(data.category()).isEqualTo("data");
        assertThat(data.kind()).isNotNull();
    }

    @Test
    void subsetsAreNamedAndAllWhereThereAreNone() {
        assertThat(SubsetWord.of(Optional.of(Subset.TEST))).isEqualTo("test");
        assertThat(SubsetWord.of(Optional.empty())).isEqualTo("all");
    }
}
