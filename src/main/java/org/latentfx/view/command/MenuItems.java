package org.latentfx.view.command;

import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** Rows of menus, made of commands as they are at the moment the menu opens. FX thread only. */
public final class MenuItems {
    private MenuItems() {}

    /** A row of a menu that does {@code command} and looks as that is now. */
    public static MenuItem of(Command command) {
        MenuItem item;
        if (command.chosen() == null) {
            item = new MenuItem(command.name().getValue());
        } else {
            var switched = new CheckMenuItem(command.name().getValue());
            switched.setSelected(command.chosen().getValue());
            item = switched;
        }
        item.setMnemonicParsing(false);
        item.setId("command-" + command.id());
        item.setDisable(!command.possible().getValue());
        if (!command.shortcut().isEmpty()) item.setAccelerator(new Printed(command.shortcut()));
        item.setOnAction(event -> command.run());
        return item;
    }

    /** Stands beside a command and does nothing: the keys are those of {@link Actions}, which knows of typing. */
    private static final class Printed extends KeyCombination {
        private final String text;

        Printed(String text) {
            this.text = text;
        }

        @Override
        public boolean match(KeyEvent event) {
            return false;
        }

        @Override
        public String getDisplayText() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
