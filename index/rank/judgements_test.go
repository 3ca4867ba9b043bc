package rank

import "slices"

// everything is all judged queries. Those of this file were judged before they
// were first run, except for three (史记, 倚天屠龙记, les miserables hugo).
func everything() []judged {
	return slices.Concat(judgements(), judgedMusic(), judgedFilms(), judgedSoftware(), judgedBooks(), judgedScripts())
}

func judgedMusic() []judged {
	return []judged{
		{"radiohead ok computer", map[string]int{"Radiohead - OK Computer.flac": 3, "Radiohead/OK Computer/02 Paranoid Android.flac": 2, "Is my computer ok - a talk with a radiohead fan.mp4": 0}},
		{"mozart requiem", map[string]int{"Mozart - Requiem in D minor, K. 626.flac": 3, "Mozart/Requiem/01 Introitus.flac": 2, "Requiem for a dream with music by Mozart and others.mkv": 0, "Mozart/Requiem/booklet.pdf": 1}},
		{"nina simone feeling good", map[string]int{"Nina Simone - Feeling Good.mp3": 3, "Nina Simone/I Put a Spell on You/07 Feeling Good.flac": 3, "Feeling so good - a mix with Nina and Simone at the beach.mp3": 0}},
		{"vivaldi four seasons", map[string]int{"Vivaldi - The Four Seasons.flac": 3, "Antonio Vivaldi/Four Seasons/01 Spring, Allegro.mp3": 2, "Four documentaries about the seasons, music Vivaldi.mkv": 0}},
		{"bjork joga", map[string]int{"Björk - Jóga.mp3": 3, "Björk/Homogenic/02 Jóga.flac": 3, "Joga class in the park with songs by Bjork and others.mp4": 0}},
		{"kraftwerk autobahn", map[string]int{"Kraftwerk - Autobahn.flac": 3, "Kraftwerk/Autobahn/01 Autobahn.mp3": 3, "photos/kraftwerk seen from the autobahn in the evening.jpg": 0}},
		{"chopin nocturne 2", map[string]int{"Chopin - Nocturne No. 2 in E flat.flac": 3, "Chopin/Nocturnes/Nocturne Op. 9 No. 2.mp3": 3, "Best of Chopin, waltz and nocturne and prelude, cd 2 of 5.zip": 1}},
		{"daft punk discovery", map[string]int{"Daft Punk - Discovery.zip": 3, "Daft Punk/Discovery/01 One More Time.flac": 2, "Discovery of punk and other daft ideas, lecture.mp3": 0}},
	}
}

func judgedFilms() []judged {
	return []judged{
		{"metropolis 1927", map[string]int{"Metropolis.1927.1080p.BluRay.mkv": 3, "Films/Metropolis (1927).mp4": 3, "Architecture of the metropolis from 1927 until today.pdf": 0}},
		{"nosferatu", map[string]int{"Nosferatu.1922.mkv": 3, "Nosferatu (1922) restored.mp4": 3, "A lecture on silent film, part 4, vampires and Nosferatu.mp3": 0}},
		{"night of the living dead", map[string]int{"Night.of.the.Living.Dead.1968.mkv": 3, "Films/Night of the Living Dead.avi": 3, "Living with the dead of night - a radio play.mp3": 0}},
		{"big buck bunny 4k", map[string]int{"Big.Buck.Bunny.4K.mkv": 3, "Big Buck Bunny (2008) 4k 60fps.mp4": 3, "making of big films, buck the bunny and other stories in 4k.mp4": 0}},
		{"planet earth s01e03", map[string]int{"Planet.Earth.S01E03.720p.mkv": 3, "Planet Earth/Planet Earth S01E03 Fresh Water.mkv": 3, "Planet.Earth.S01E03.srt": 1, "All about earth and every planet, with S01E03 of our show.mp4": 0}},
		{"cosmos s01e01", map[string]int{"Cosmos.S01E01.1080p.mkv": 3, "Cosmos/S01/Cosmos S01E01.mp4": 3, "S01E01 of a podcast about the cosmos and other things.mp3": 0}},
		{"sintel trailer", map[string]int{"Sintel Trailer.mp4": 3, "sintel_trailer-1080p.mp4": 3, "Every open film trailer in one, sintel to spring.mkv": 0}},
		{"the general keaton", map[string]int{"The General - Buster Keaton.mkv": 3, "Keaton/The General (1926).mp4": 3, "The life of Keaton, a general introduction.pdf": 0}},
	}
}

func judgedSoftware() []judged {
	return []judged{
		{"debian 12 netinst", map[string]int{"debian-12.5.0-amd64-netinst.iso": 3, "iso/debian-12-netinst.iso": 3, "12 steps to a debian server from a netinst image.pdf": 0}},
		{"fedora workstation 40", map[string]int{"Fedora-Workstation-Live-x86_64-40-1.14.iso": 3, "Fedora Workstation 40.iso": 3, "40 tips for your fedora on a workstation.mp4": 0}},
		{"archlinux iso", map[string]int{"archlinux-2024.05.01-x86_64.iso": 3, "archlinux.iso": 3, "how to write an iso to a stick for archlinux and others.mp4": 0}},
		{"libreoffice 24.2", map[string]int{"LibreOffice_24.2.3_Linux_x86-64_deb.tar.gz": 3, "LibreOffice 24.2.msi": 3, "What is new in the office suite libreoffice since 24.2.mp4": 0}},
		{"blender 4.1", map[string]int{"blender-4.1.1-linux-x64.tar.xz": 3, "Blender 4.1.dmg": 3, "models/kitchen blender with glass jar v 4.1.stl": 0}},
		{"vlc setup", map[string]int{"vlc-setup.exe": 3, "VLC Setup 3.0.20.exe": 3, "my home cinema setup with vlc and two speakers.jpg": 0}},
		{"go1.22 linux", map[string]int{"go1.22.3.linux-amd64.tar.gz": 3, "go1.22 linux arm64.tar.gz": 3, "talk on linux and the new go1.22 loop.mp4": 0}},
		{"raspberry pi os lite", map[string]int{"raspberry-pi-os-lite.img.xz": 3, "Raspberry Pi OS Lite 2024.zip": 3, "pi day cake with raspberry and lite cream, recipe os.pdf": 0}},
	}
}

func judgedBooks() []judged {
	return []judged{
		{"moby dick", map[string]int{"Herman Melville - Moby Dick.epub": 3, "Moby Dick.txt": 3, "A hundred books on the sea, from moby to dick francis.pdf": 0}},
		{"pride and prejudice", map[string]int{"Pride and Prejudice.epub": 3, "Jane Austen - Pride and Prejudice.pdf": 3, "Essays on prejudice and on the pride of nations.pdf": 0}},
		{"alice wonderland", map[string]int{"Alice in Wonderland.epub": 3, "Lewis Carroll - Alice's Adventures in Wonderland.pdf": 3, "holiday/alice at the winter wonderland with her cousins.jpg": 0}},
		{"origin of species", map[string]int{"On the Origin of Species.epub": 3, "Darwin/The Origin of Species.pdf": 3, "Species of birds by country of origin.xls": 0}},
		{"linear algebra strang", map[string]int{"Gilbert Strang - Linear Algebra.pdf": 3, "Strang - Introduction to Linear Algebra.pdf": 3, "Notes of a student of algebra on linear maps, after Strang.docx": 1}},
		{"img 20240131", map[string]int{"IMG_20240131.jpg": 3, "DCIM/IMG_20240131_142233.jpg": 3, "list of every img taken until 20240131 in the archive.txt": 0}},
		{"wedding anna", map[string]int{"Wedding of Anna.jpg": 3, "Photos/Anna wedding 012.jpg": 3, "anna and the other guests at some wedding long ago, unsorted.zip": 1, "Anna Karenina, the chapter of the wedding read aloud.mp3": 0}},
		{"iceland 2023", map[string]int{"Iceland 2023.zip": 3, "Photos/Iceland 2023/waterfall.jpg": 2, "Fishery report 2023 with a chapter on iceland.pdf": 0}},
	}
}

func judgedScripts() []judged {
	return []judged{
		{"红楼梦", map[string]int{"红楼梦.epub": 3, "曹雪芹 - 红楼梦.pdf": 3, "四大名著讲座第七集从水浒传到红楼梦的人物.mp4": 0}},
		{"三体 刘慈欣", map[string]int{"刘慈欣 - 三体.epub": 3, "三体 (刘慈欣).pdf": 3, "科幻作家访谈合集刘慈欣等谈三体以外的作品.mp4": 0}},
		{"西游记 第3集", map[string]int{"西游记 第3集.mp4": 3, "西游记/西游记.第3集.mkv": 3, "动画片合集含西游记和其他故事第3集花絮.mp4": 0}},
		{"邓丽君 月亮代表我的心", map[string]int{"邓丽君 - 月亮代表我的心.mp3": 3, "邓丽君/月亮代表我的心.flac": 3, "翻唱合集月亮代表我的心原唱邓丽君钢琴吉他教学.mp4": 0}},
		{"高等数学", map[string]int{"高等数学.pdf": 3, "高等数学 第七版.pdf": 3, "大学照片/学习高等数学的同学们在图书馆.jpg": 0}},
		{"война и мир", map[string]int{"Война и мир.epub": 3, "Толстой - Война и мир.pdf": 3, "Мир после войны и другая война, лекция.mp3": 0}},
		{"мастер маргарита", map[string]int{"Мастер и Маргарита.epub": 3, "Булгаков - Мастер и Маргарита.fb2": 3, "Маргарита и её мастер на все руки, семейное видео.mp4": 0}},
		{"となりのトトロ", map[string]int{"となりのトトロ.mkv": 3, "映画/となりのトトロ (1988).mp4": 3, "ピアノ楽譜集となりのトトロと他の二十曲を弾く.pdf": 0}},
		{"아리랑", map[string]int{"아리랑.mp3": 3, "민요/아리랑.flac": 3, "한국 민요 강의 제4강 아리랑 그리고 다른 노래.mp4": 0}},
		{"don quijote", map[string]int{"Don Quijote de la Mancha.epub": 3, "Cervantes - Don Quijote.pdf": 3, "fotos/molinos que vio don alonso, el quijote de mi pueblo.jpg": 0}},
		{"petit prince", map[string]int{"Le Petit Prince.epub": 3, "Saint-Exupéry - Le petit prince.pdf": 3, "Le prince et son petit chien au parc de la ville.jpg": 0}},
		{"die verwandlung", map[string]int{"Kafka - Die Verwandlung.epub": 3, "Die Verwandlung.pdf": 3, "Vorlesung über die Kunst und ihre Verwandlung im Barock.mp3": 0}},
		{"史记", map[string]int{"史记.pdf": 3, "司马迁 - 史记.epub": 3, "历史讲座第九集从史记到汉书的写作方法.mp4": 0}},
		{"倚天屠龙记", map[string]int{"倚天屠龙记.epub": 3, "金庸 - 倚天屠龙记.txt": 3, "武侠片片头曲合集含倚天屠龙记等三十部.mp3": 0}},
		{"les miserables hugo", map[string]int{"Victor Hugo - Les Misérables.epub": 3, "Les Misérables (Hugo).pdf": 3, "Hugo et les autres, une famille dans les miserables annees.txt": 0}},
		{"odyssey homer", map[string]int{"Homer - The Odyssey.epub": 3, "The Odyssey (Homer).pdf": 3, "Homer goes to the cinema, space odyssey parody.mp4": 0}},
	}
}
