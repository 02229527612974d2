package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.print.PrintOptions;
import org.tl4j.it.kit.Browser;
import org.tl4j.it.kit.Browser.Screen;
import org.tl4j.it.kit.ReportPages;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/** Report pages in a real browser, used by pointer and keyboard. Their pictures are in {@code target/screenshots}. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ReportBrowserIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final By CELL = By.cssSelector(".matrix td a");
    private static final By SORTABLE = By.cssSelector("#classes table.sortable");
    private static final By PHOTO = By.cssSelector("#mistakes .zoom");
    private static final By DOT = By.cssSelector("#map g:not(.off) > .dot");

    private final Workshop workshop;
    private Browser browser;
    private ReportPages pages;

    ReportBrowserIT(Workshop workshop) {
        this.workshop = workshop;
    }

    @BeforeAll
    void open() {
        browser = Browser.open();
        pages = ReportPages.make(workshop);
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    Stream<Path> pages() {
        return Stream.of(pages.training(), pages.evaluation(), pages.comparison());
    }

    private static Stream<Screen> screens() {
        return Stream.of(Screen.DESKTOP, Screen.DESKTOP.inTheDark(), Screen.PHONE, Screen.PHONE.inTheDark());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void opensWithoutAMessageAndAsksForNothing(Path page) {
        browser.open(page, Screen.DESKTOP);

        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests())
                .contains(page.toUri().toString())
                .allMatch(address -> address.startsWith("data:")
                        || address.equals("about:blank")
                        || address.equals(page.toUri().toString()));
    }

    /** A request of the page itself must fail, or the other test would prove nothing. */
    @Test
    void itsPolicyForbidsRequestsAndForeignScripts() {
        browser.open(pages.training(), Screen.DESKTOP);

        assertThat(browser.breakPolicy())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(message -> message.contains("Content Security Policy"));
        assertThat(browser.driver().getTitle()).isNotEqualTo("broken");
    }

    @Test
    void hostileNamesAreShownAsText() {
        browser.open(pages.training(), Screen.DESKTOP);

        assertThat(browser.driver().getTitle()).isEqualTo("Training of insects <b>.tlz");
        assertThat(all(By.cssSelector("img, main script, main b"))).isEmpty();
        assertThat(one(By.tagName("main")).getText())
                .contains("<img src=x onerror=document.title='broken'>")
                .contains("\"><script>alert(1)<!--")
                .doesNotContain("\u202E");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void canBeReadByScreenReaders(Path page) {
        browser.open(page, Screen.DESKTOP);

        assertThat(browser.findings("accessibility.js")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void textsHaveContrastInBothSchemesAndNothingIsWiderThanTheScreen(Path page) {
        List<String> findings = new ArrayList<>();
        for (Screen screen : screens().toList()) {
            browser.open(page, screen);
            if (page.equals(pages.training())) {
                choose(one(CELL), "");
            }
            String name = page.getFileName().toString().replace(".html", "-" + screen.name() + ".png");
            browser.screenshot(SCREENSHOTS.resolve(name));
            browser.findings("contrast.js").forEach(finding -> findings.add(name + ": contrast " + finding));
            int width = ((Number) browser.run("return document.documentElement.scrollWidth")).intValue();
            if (width > screen.width()) {
                findings.add(name + ": " + width + " pixels wide");
            }
            assertThat((String) browser.run("return getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(screen.dark() ? "rgb(20, 23, 27)" : "rgb(255, 255, 255)");
        }

        assertThat(findings).isEmpty();
    }

    /** Verdicts are in the last column, which a phone would show only after scrolling. */
    @Test
    void barsNeedNoScrollingOnAPhoneAndLongNamesMakeNoTallCaptions() {
        browser.open(pages.training(), Screen.PHONE);

        assertThat((String) browser.run("""
                return [...document.querySelectorAll('.scroll')]
                  .filter((box) => box.querySelector('.bars') && box.scrollWidth > box.clientWidth)
                  .map((box) => box.querySelector('caption').textContent).join()""")).isEmpty();
        Number tallest = (Number) browser.run("""
                return Math.max(...[...document.querySelectorAll('.gallery figcaption')].map((each) => each.offsetHeight))""");
        assertThat(tallest.intValue()).isBetween(20, 220);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void canBePrinted(Path page) {
        browser.open(page, Screen.DESKTOP.inTheDark());
        browser.print();

        assertThat(all(By.cssSelector("nav, dialog"))).noneMatch(WebElement::isDisplayed);
        assertThat(Base64.getDecoder()
                        .decode(browser.driver().print(new PrintOptions()).getContent()))
                .startsWith("%PDF".getBytes(StandardCharsets.US_ASCII))
                .hasSizeGreaterThan(10_000);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aTableIsSortedByItsHeadings(String key) {
        browser.open(pages.training(), Screen.DESKTOP);
        WebElement table = one(SORTABLE);
        WebElement heading = table.findElements(By.cssSelector("thead th.n")).get(0);
        WebElement button = heading.findElement(By.tagName("button"));

        choose(button, key);
        assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("descending");
        List<Double> down = values(table, heading);
        choose(button, key);
        assertThat(heading.getDomAttribute("aria-sort")).isEqualTo("ascending");

        assertThat(values(table, heading)).isSorted().isNotEqualTo(down).containsExactlyInAnyOrderElementsOf(down);
        assertThat(table.findElements(By.cssSelector("[aria-sort]"))).hasSize(1);
    }

    private List<Double> values(WebElement table, WebElement heading) {
        List<?> values = (List<?>) browser.run(
                "return [...arguments[0].tBodies[0].rows].map(row => Number(row.cells[arguments[1].cellIndex].dataset.value))",
                table,
                heading);
        return values.stream().map(value -> ((Number) value).doubleValue()).toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aNumberOfTheMatrixShowsItsPhotos(String key) {
        browser.open(pages.training(), Screen.DESKTOP);
        for (WebElement link : all(CELL)) {
            String cell = link.getDomAttribute("href");
            int images = Integer.parseInt(link.getText().strip());

            choose(link, key);

            assertThat(one(By.cssSelector(cell)).isDisplayed()).isTrue();
            assertThat(all(By.cssSelector(".cell")).stream().filter(WebElement::isDisplayed))
                    .hasSize(1);
            assertThat(all(By.cssSelector(cell + " figure"))).hasSize(Math.min(images, 12));
        }
        choose(one(By.cssSelector("label:has(.show-rates)")), "");
        assertThat(all(CELL)).allMatch(link -> link.getText().endsWith("%"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aPhotoIsShownLargeAndEscapeGoesBackToIt(String key) {
        browser.open(pages.training(), Screen.DESKTOP);
        WebElement photo = all(PHOTO).get(0);
        WebElement viewer = one(By.id("viewer"));
        String shown = "return document.querySelector('.viewer-image .picture').getAttribute('aria-label')"
                + " + document.querySelector('.viewer-caption').textContent";

        choose(photo, key);
        assertThat(viewer.isDisplayed()).isTrue();
        assertThat(viewer.findElement(By.cssSelector(".picture")).getSize().height)
                .isGreaterThan(2 * photo.getSize().height);
        Object first = browser.run(shown);
        press(Keys.ARROW_RIGHT);
        assertThat(browser.run(shown)).isNotEqualTo(first);
        press(Keys.ARROW_LEFT);
        assertThat(browser.run(shown)).isEqualTo(first);
        press(Keys.ESCAPE);

        assertThat(viewer.isDisplayed()).isFalse();
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(photo);
    }

    @Test
    void aPointOfTheMapShowsItsPhoto() {
        browser.open(pages.training(), Screen.DESKTOP);
        List<WebElement> dots = all(DOT);
        WebElement shown = one(By.cssSelector("#map .map-shown"));

        // the last lies above all others
        WebElement last = dots.get(dots.size() - 1);
        new Actions(browser.driver()).moveToElement(last).perform();
        assertThat(shown.getText()).contains(last.getDomAttribute("data-file"));
        assertThat(shown.findElement(By.cssSelector(".map-photo .picture")).isDisplayed())
                .isTrue();
        new Actions(browser.driver())
                .moveToElement(one(By.cssSelector("#map h2")))
                .perform();
        browser.driver().executeScript("document.querySelector('.map-points').focus()");
        press(Keys.ARROW_RIGHT);

        assertThat(shown.getText()).contains(dots.get(0).getDomAttribute("data-file"));
    }

    @Test
    void aTouchBesideAPointOnAPhoneShowsTheNearest() {
        browser.open(pages.training(), Screen.PHONE);
        WebElement last = all(DOT).get(all(DOT).size() - 1);
        browser.run("arguments[0].scrollIntoView({block: 'center'}); return true", last);
        browser.run("""
                const box = arguments[0].getBoundingClientRect();
                document.querySelector('.map-points').dispatchEvent(new MouseEvent('click',
                    { bubbles: true, clientX: box.x + box.width / 2 + 1, clientY: box.y + box.height / 2 + 1 }));
                return true;""", last);

        assertThat(one(By.cssSelector("#map .map-shown")).getText()).contains(last.getDomAttribute("data-file"));
    }

    @Test
    void aBoxHidesAClassOfTheMap() {
        browser.open(pages.training(), Screen.DESKTOP);
        int dots = all(DOT).size();
        WebElement box = one(By.cssSelector("#map input[data-group='0']"));

        choose(box, " ");
        List<WebElement> left = all(DOT);
        assertThat(left).hasSizeBetween(1, dots - 1).allMatch(WebElement::isDisplayed);
        assertThat(one(By.cssSelector("#map g[data-group='0']")).isDisplayed()).isFalse();
        assertThat(one(By.cssSelector("#map .map-shown")).getText())
                .as("the photo of a point that can be seen")
                .contains(left.get(0).getDomAttribute("data-file"));
        box.click();
        assertThat(all(DOT)).hasSize(dots);
    }

    /** The pointer, and a key. */
    private static Stream<String> ways() {
        return Stream.of("", Keys.ENTER.toString());
    }

    private void choose(WebElement element, String key) {
        if (key.isEmpty()) {
            browser.run("arguments[0].scrollIntoView({block: 'center'}); return true", element);
            element.click();
        } else {
            element.sendKeys(key);
        }
    }

    private void press(Keys key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    private WebElement one(By place) {
        return browser.driver().findElement(place);
    }

    private List<WebElement> all(By place) {
        return browser.driver().findElements(place);
    }
}
