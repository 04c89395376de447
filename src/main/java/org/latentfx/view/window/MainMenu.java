package org.latentfx.view.window;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.MenuItems;
import org.latentfx.view.command.MenuTitle;

/**
 * The menu bar; on a Mac it is the system's. It shows every command of the table with its main key, as it is at the
 * moment the menu opens. FX thread only.
 */
final class MainMenu extends MenuBar {
    private final Actions actions;

    MainMenu(Actions actions) {
        this.actions = actions;
        setId("main-menu");
        getStyleClass().add("main-menu");
        setUseSystemMenuBar(true);
        setAccessibleText(Texts.of("menu.bar"));
        for (MenuTitle title : MenuTitle.values()) {
            var menu = new Menu("_" + title.label());
            menu.setId("menu-" + title.key());
            menu.setOnShowing(event -> {
                if (event.getTarget() == menu) fill(menu, title);
            });
            getMenus().add(menu);
            fill(menu, title);
        }
    }

    private void fill(Menu menu, MenuTitle title) {
        List<MenuItem> items = new ArrayList<>();
        Map<String, Menu> within = new LinkedHashMap<>();
        int section = -1;
        for (Command command : actions.all()) {
            if (command.menu() != title) continue;
            boolean inSubmenu = !command.submenu().isEmpty();
            if (!(inSubmenu && within.containsKey(command.submenu()))) {
                if (!items.isEmpty() && command.section() != section) items.add(new SeparatorMenuItem());
                section = command.section();
            }
            if (inSubmenu) submenu(command, within, items).getItems().add(MenuItems.of(command));
            else items.add(MenuItems.of(command));
        }
        menu.getItems().setAll(items);
    }

    private static Menu submenu(Command command, Map<String, Menu> known, List<MenuItem> items) {
        return known.computeIfAbsent(command.submenu(), title -> {
            var made = new Menu(title);
            made.setMnemonicParsing(false);
            items.add(made);
            return made;
        });
    }
}
