package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImagePart;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.it.kit.Browser;
import org.tl4j.it.kit.Browser.Screen;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.ReportPages;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.serve.AccessToken;
import org.tl4j.serve.ModelFile;
import org.tl4j.serve.ModelServer;
import org.tl4j.serve.ModelSources;
import org.tl4j.serve.ServerSettings;

/**
 * The page of a server in a real browser, used by pointer and keyboard, with a model of ants and bees whose labels and photos have
 * hostile names. Its pictures are in {@code target/screenshots}.
 */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ServePageIT {
    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String TOKEN = "a token of this test";
    private static final int PER_CLASS = 20;

    private final Workshop workshop;
    private Browser browser;
    private ServedPage page;
    private BundlePredictors predictors;
    private Path bundle;
    private Predictor predictor;
    private ModelServer server;
    private ModelServer guarded;
    private Path photo;
    private Path text;

    ServePageIT(Workshop workshop) {
        this.workshop = workshop;
    }

    @BeforeAll
    void start() throws IOException {
        browser = Browser.open();
        page = new ServedPage(browser);
        Path folder = workshop.newFolder("served");
        bundle = folder.resolve("insects.tlz");
        photo = photos(folder.resolve("photos")).get(PER_CLASS);
        photo = Files.copy(photo, folder.resolve("\"><script>alert(1)<!--\u202E" + "long".repeat(20) + ".jpg"));
        text = Files.writeString(folder.resolve("note.jpg"), "no image");
        Photos.train(workshop.learner(), folder.resolve("photos"), bundle);
        predictors = BundlePredictors.create(Workshop.settings(folder.resolve("cache")));
        predictor = predictors.open(bundle);
        ServerSettings settings = ServerSettings.DEFAULT.withAddress("127.0.0.1", 0);
        ModelSources sources = ModelSources.of(predictors);
        server = ModelServer.start(settings, List.of(new ModelFile("insects", bundle)), sources);
        guarded = ModelServer.start(
                settings.withToken(AccessToken.of(TOKEN.replace(' ', '-'))),
                List.of(new ModelFile("first", bundle), new ModelFile("second", bundle)),
                sources);
    }

    /** Trains on the first ones of each class, and gives the photos of ants. */
    private static List<Path> photos(Path folder) throws IOException {
        List<Path> ants = jpegs("ants");
        copy(ants.subList(0, PER_CLASS), folder.resolve(ReportPages.ANTS));
        copy(jpegs("bees").subList(0, PER_CLASS), folder.resolve(ReportPages.BEES));
        return ants;
    }

    private static List<Path> jpegs(String label) throws IOException {
        try (Stream<Path> files = Files.list(Fixtures.path("data/hymenoptera/train/" + label))) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files) {
            Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {guarded, server, predictor, browser}) {
            if (each != null) {
                each.close();
            }
        }
    }

    @Test
    void showsTheLabelsThatThePredictorGives() {
        Prediction expected = predictor.predict(photo);
        open(server);
        page.choose(photo);

        assertThat(page.one(".best bdi").getText())
                .isEqualTo(shown(expected.best().label()));
        assertThat(page.texts(".probabilities th bdi"))
                .containsExactlyElementsOf(expected.top(2).stream()
                        .map(each -> shown(each.label()))
                        .toList());
        List<Double> bars = page.all(".bar div").stream()
                .map(bar -> bar.getCssValue("width"))
                .map(width -> Double.parseDouble(width.replace("px", "")))
                .toList();
        double track = page.one(".bar").getSize().width;
        assertThat(bars.get(0) / track).isCloseTo(expected.best().probability(), offset(0.01));
        assertThat(page.texts(".probabilities .share").get(0))
                .isEqualTo(percent(expected.best().probability()));
        assertThat(page.one(".result").getText()).contains("Familiarity: ");
        assertThat((String) browser.await("return document.getElementById('status').textContent"))
                .isNotEmpty();
    }

    private static String percent(double share) {
        return share > 0.999 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String shown(String label) {
        return label.replace('\u202E', '\uFFFD');
    }

    @Test
    void asksThisServerAloneAndLogsNothing() {
        open(server);
        page.choose(photo);
        page.showWhy();
        page.openCard();

        assertThat(browser.messages()).isEmpty();
        assertThat(browser.requests())
                .contains(server.address() + "/v1/models/insects/predict?top=5")
                .allMatch(address -> address.startsWith(server.address().toString())
                        || address.startsWith("blob:" + server.address())
                        || address.equals("about:blank"));
    }

    /** A request of the page itself must fail, or the other test would prove nothing. */
    @Test
    void itsPolicyForbidsOtherAddressesAndScripts() {
        open(server);

        assertThat(browser.breakPolicy())
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(message -> message.contains("Content Security Policy"));
        assertThat(browser.driver().getTitle()).isNotEqualTo("broken");
    }

    @Test
    void hostileNamesAreShownAsText() {
        open(server);
        page.choose(photo);
        page.showWhy();
        page.openCard();

        assertThat(browser.driver().getTitle()).isEqualTo("insects \u2013 image classifier");
        assertThat(page.all("img[src=x], main script, main b, main a")).isEmpty();
        assertThat(page.one("main").getText())
                .contains("<img src=x onerror=document.title='broken'>")
                .contains("\"><script>alert(1)<!--")
                .doesNotContain("\u202E");
    }

    /** The colours of the layer hide 40 % of the photo where most speaks for the label, and 75 % where least does. */
    @Test
    void showsWhatSpokeForEachLabel() throws IOException {
        open(server);
        page.choose(photo);
        page.showWhy();

        HeatMap map = explained(predictor.predict(photo).best().label());
        double[] sorted = Arrays.stream(map.values()).sorted().toArray();
        assertThat(brightness(map, sorted[sorted.length - 1])).isGreaterThan(240);
        assertThat(brightness(map, sorted[0])).isLessThan(240);
        String first = page.one("canvas").getDomAttribute("aria-label");
        assertThat(first).contains(shown(map.label())).contains("The part that speaks most for it is");
        assertThat(page.one(".why").getText()).contains("bright: for it").doesNotContain("approximation");

        page.one(".why select").sendKeys(Keys.ARROW_DOWN);
        browser.await(
                "return (document.querySelector('canvas')?.getAttribute('aria-label') ?? arguments[0]) !== arguments[0]",
                first);
        assertThat(page.one(".result img").isDisplayed()).isFalse();
        page.click("Hide why");
        assertThat(page.all("canvas")).isEmpty();
        assertThat(page.one(".result img").isDisplayed()).isTrue();
    }

    private HeatMap explained(String label) throws IOException {
        try (ImageExplainer explainer = predictors.explainer(bundle)) {
            return explainer
                    .explain(Files.readAllBytes(photo), List.of(label))
                    .orThrow()
                    .get(0);
        }
    }

    /** Of the canvas, at the middle of the position that has this value: the sum of red, green and blue, to 765. */
    private int brightness(HeatMap map, double value) throws IOException {
        int position = IntStream.range(0, map.values().length)
                .filter(i -> map.values()[i] == value)
                .findFirst()
                .orElseThrow();
        BufferedImage image = ImageIO.read(photo.toFile());
        ImagePart part =
                predictor.manifest().preprocessing().visiblePart(new ImageSize(image.getWidth(), image.getHeight()));
        int row = position / map.width();
        int column = position % map.width();
        Number sum = (Number) browser.run(
                """
                const canvas = document.querySelector('canvas');
                const [red, green, blue] = canvas.getContext('2d')
                  .getImageData(arguments[0] * canvas.width, arguments[1] * canvas.height, 1, 1).data;
                return red + green + blue;""",
                part.left() + (column + 0.5) / map.width() * part.width(),
                part.top() + (row + 0.5) / map.height() * part.height());
        return sum.intValue();
    }

    @Test
    void anImageThatCannotBeReadHasItsProblemAlone() {
        open(server);
        page.choose(photo, text);

        assertThat(page.all(".probabilities")).hasSize(1);
        assertThat(page.texts(".result .problem")).singleElement().asString().contains("must be");
    }

    @Test
    void imagesAreDroppedAndPasted() throws IOException {
        open(server);
        String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(photo));
        for (String type : List.of("drop", "paste")) {
            browser.run("""
                    const bytes = Uint8Array.from(atob(arguments[0]), (letter) => letter.charCodeAt(0));
                    const data = new DataTransfer();
                    data.items.add(new File([bytes], arguments[1] + '.jpg', { type: 'image/jpeg' }));
                    const event = arguments[1] === 'drop'
                      ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
                      : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
                    document.querySelector('h1').dispatchEvent(event);
                    return event.defaultPrevented;""", base64, type);
        }
        page.settled(2);

        assertThat(page.texts(".result .file")).containsExactly("paste.jpg", "drop.jpg");
        assertThat(page.all(".probabilities")).hasSize(2);
    }

    @Test
    void asksForTheTokenAndKeepsItInTheSession() {
        open(guarded);
        browser.await("return !document.getElementById('token-form').hidden");
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("id"))
                .isEqualTo("token");
        assertThat(page.one("#work").isDisplayed()).isFalse();
        page.type("not the token of it" + Keys.ENTER);
        browser.await("return document.getElementById('token-error').textContent");
        page.type(TOKEN.replace(' ', '-') + Keys.ENTER);
        browser.await("return !document.getElementById('work').hidden");
        page.choose(photo);

        assertThat(page.all(".probabilities")).hasSize(1);
        assertThat(page.one("#token-form").isDisplayed()).isFalse();
        assertThat(browser.run("return localStorage.length + document.cookie.length"))
                .isEqualTo(0L);
        open(guarded);
        browser.await("return !document.getElementById('work').hidden");
        assertThat(page.one("#token-form").isDisplayed()).isFalse();

        page.choose(photo);
        page.one("#model").sendKeys("second");
        browser.await("return document.querySelector('.result .note bdi')?.textContent === 'second'");
        page.settled(1);
        assertThat(page.all(".probabilities")).hasSize(1);
        browser.run("sessionStorage.clear(); return true");
    }

    @Test
    void canBeUsedByKeyboard() {
        open(server);
        page.press(Keys.TAB);
        assertThat(page.focused().getDomAttribute("id")).isEqualTo("files");
        page.choose(photo);
        WebElement why = page.button("Show why");
        for (int i = 0; i < 10 && !page.focused().equals(why); i++) {
            page.press(Keys.TAB);
        }
        assertThat(page.focused()).isEqualTo(why);
        page.press(Keys.ENTER);
        browser.await("return document.querySelector('canvas')");
        assertThat(why.getDomAttribute("aria-expanded")).isEqualTo("true");
        page.press(Keys.TAB);
        page.press(Keys.ENTER);

        assertThat(page.all(".result")).isEmpty();
        assertThat(page.focused().getDomAttribute("id"))
                .as("focus goes where to continue")
                .isEqualTo("files");
    }

    @Test
    void canBeReadOnEveryScreenAndByScreenReaders() {
        List<String> findings = new ArrayList<>();
        for (Screen screen :
                List.of(Screen.DESKTOP, Screen.DESKTOP.inTheDark(), Screen.PHONE, Screen.PHONE.inTheDark())) {
            open(server, screen);
            page.choose(photo, text);
            page.showWhy();
            page.openCard();
            browser.screenshot(SCREENSHOTS.resolve("serve-" + screen.name() + ".png"));
            for (String script : List.of("contrast.js", "accessibility.js")) {
                browser.findings(script).forEach(finding -> findings.add(screen.name() + ": " + finding));
            }
            int width = ((Number) browser.run("return document.documentElement.scrollWidth")).intValue();
            if (width > screen.width()) {
                findings.add(screen.name() + ": " + width + " pixels wide");
            }
        }
        open(guarded, Screen.PHONE);
        browser.await("return !document.getElementById('token-form').hidden");
        browser.screenshot(SCREENSHOTS.resolve("serve-token.png"));
        findings.addAll(browser.findings("contrast.js"));
        findings.addAll(browser.findings("accessibility.js"));

        assertThat(findings).isEmpty();
    }

    private void open(ModelServer which) {
        open(which, Screen.DESKTOP);
    }

    private void open(ModelServer which, Screen screen) {
        browser.open(URI.create(which.address() + "/"), screen);
        if (which == server) {
            browser.await("return !document.getElementById('work').hidden");
        }
    }
}
