package org.tl4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
    @Test
    void textIsEscaped() {
        assertThat(Html.element("p", "<script>alert('1')</script> & \"2\"").fragment())
                .isEqualTo("<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;2&quot;</p>");
    }

    @Test
    void marksOfDirectionAndControlCharactersAreVisible() {
        assertThat(Html.name("gpj.\u202Etac\n\u0000").fragment())
                .isEqualTo("<bdi title=\"gpj.\\u202etac\\n\\u0000\">gpj.\\u202etac\\n\\u0000</bdi>");
    }

    @Test
    void aLongNameIsShortened() {
        String name = Html.name("a".repeat(5000), 40).fragment();
        assertThat(name)
                .contains(">" + "a".repeat(25) + "..." + "a".repeat(12) + "<")
                .hasSizeLessThan(1200);
    }

    @Property
    void noTextAddsMarkup(@ForAll String text) {
        String markup = Html.element("a")
                .attribute("title", text)
                .add(Html.name(text))
                .text(text)
                .html()
                .fragment();
        assertThat(markup.chars().filter(c -> c == '<').count()).isEqualTo(4);
        assertThat(markup.chars().filter(c -> c == '"').count()).isIn(2L, 4L); // with and without a tooltip
        assertThat(markup.chars().noneMatch(c -> c < ' ')).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "ONLOAD", "style", "srcdoc", "a b", "x\"", "formaction"})
    void attributesThatCouldRunAProgramAreRefused(String attribute) {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.element("p").attribute(attribute, "1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/",
                "javascript:alert(1)",
                "data:text/html;base64,AAAA",
                "data:image/svg+xml;base64,AAAA",
                "data:image/jpeg;base64,AA\"onload",
                "//example.org"
            })
    void linksStayInThePage(String link) {
        assertThatIllegalArgumentException().isThrownBy(() -> Html.element("a").attribute("href", link));
    }

    @Test
    void dataCannotEndItsElement() {
        assertThat(Html.data("points", "[\"</script><!--&\u2028\"]").fragment())
                .isEqualTo("<script type=\"application/json\" id=\"points\">"
                        + "[\"\\u003c/script\\u003e\\u003c!--\\u0026\\u2028\"]</script>");
    }

    @Test
    void aDefinitionIsThereOnceHoweverOftenItIsUsed() {
        Html use = Html.use("i1", Html.element("symbol").attribute("id", "i1").html());
        Html page = Html.join(List.of(use, Html.element("p").add(use).html()));
        assertThat(page.fragment()).containsOnlyOnce("<symbol").contains("<use href=\"#i1\"></use><p><use");
    }

    @Test
    void elementsWithoutContentHaveNoEnd() {
        assertThat(Html.element("br").html().fragment()).isEqualTo("<br>");
    }
}
