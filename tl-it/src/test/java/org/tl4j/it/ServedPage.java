package org.tl4j.it;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.tl4j.it.kit.Browser;

/**
 * The page of a server, as a person uses it.
 *
 * @param browser where it is open
 */
record ServedPage(Browser browser) {
    /** Chooses files, and waits until each has a result or a problem. */
    void choose(Path... files) {
        one("#files").sendKeys(Stream.of(files).map(Path::toString).collect(Collectors.joining("\n")));
        settled(files.length);
    }

    void settled(int images) {
        browser.await(
                "return document.querySelectorAll('.result .probabilities, .result .problem').length === arguments[0]"
                        + " && !document.querySelector('.busy')",
                images);
    }

    void showWhy() {
        click("Show why");
        browser.await("return document.querySelector('canvas')");
    }

    void openCard() {
        one("#card summary").click();
        browser.await("return document.querySelector('#card-text h3')");
    }

    void click(String name) {
        WebElement button = button(name);
        browser.run("arguments[0].scrollIntoView({block: 'center'}); return true", button);
        button.click();
    }

    WebElement button(String name) {
        return all("button").stream()
                .filter(button -> button.getText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void type(String text) {
        one("#token").sendKeys(text);
    }

    WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }

    void press(Keys key) {
        new Actions(browser.driver()).sendKeys(key).perform();
    }

    WebElement one(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return browser.driver().findElements(By.cssSelector(selector));
    }

    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }
}
